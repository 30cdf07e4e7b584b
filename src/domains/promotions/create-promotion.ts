import { type Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import {
  amountOf,
  invalid,
  rateOf,
  requireInteger,
  requireList,
  requireMoment,
  requireOneOf,
  requireText,
  requireUuid,
} from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Funder } from '../../money/basket.ts'
import { type Money, rate } from '../../money/money.ts'
import { type Channel, channels } from '../menu/channels.ts'
import type { WeekWindow } from '../restaurants/minutes.ts'
import { requireServices, type Service } from '../restaurants/services.ts'
import { weekMinutesOf } from '../restaurants/week-minutes.ts'
import { promotionBranches } from './promotion-branches.ts'
import { promotionItems } from './promotion-items.ts'
import { funders, promotionKinds, type Treatment, treatments } from './promotion-terms.ts'
import { type NewPromotion, type Promotion, promotions } from './promotions.ts'

/** What a promotion gives. Amounts are pesos; rates are fractions as text, `'0.10'` for ten percent. */
export type PromotionTerms =
  | { readonly kind: 'percent'; readonly percentOff: string; readonly maxDiscount?: Money | string }
  | { readonly kind: 'amount'; readonly amountOff: Money | string }
  | { readonly kind: 'free_delivery'; readonly maxDiscount?: Money | string }
  | {
      readonly kind: 'buy_x_get_y'
      readonly buyQuantity: number
      readonly getQuantity: number
      /** Of those that one gets; free, when left out. */
      readonly percentOff?: string
      readonly maxDiscount?: Money | string
    }

/** When, where and for whom. What is left out does not narrow it. */
export interface PromotionConditions {
  /** What all lines must reach, before every discount. */
  readonly minSubtotal?: Money | string
  /** For customers without an order that was not called off; `perCustomerLimit` is then 1. */
  readonly firstOrderOnly?: boolean
  readonly itemIds?: readonly string[]
  readonly branchIds?: readonly string[]
  readonly channels?: readonly Channel[]
  readonly services?: readonly Service[]
  /** By the clock on the wall of each branch; they may go past midnight. */
  readonly windows?: readonly WeekWindow[]
  /** Now, when left out. */
  readonly validFrom?: Date
  /** Not included. */
  readonly validUntil?: Date
  /** Only with a coupon. */
  readonly byCode?: boolean
}

export interface PromotionLimits {
  readonly maxRedemptions?: number
  /** Pesos that it may give in all. */
  readonly budget?: Money | string
  readonly perCustomerLimit?: number
}

/** What it is called, who pays for it, and how it stands beside others. */
export interface PromotionOrder {
  readonly name: string
  readonly fundedBy: Funder
  readonly treatment?: Treatment
  /** An order gets one of each group. `order` when left out, `delivery` for free delivery. */
  readonly stackingGroup?: string
  /** 0 to 9999, lower ones first; 100 when left out. */
  readonly priority?: number
}

export type CreatePromotion = PromotionTerms & PromotionConditions & PromotionLimits & PromotionOrder

export interface PromotionDetail extends Promotion {
  /** Empty: all. */
  readonly itemIds: readonly string[]
  readonly branchIds: readonly string[]
}

/**
 * A promotion, with the dishes and branches that it is for. What it gives is final; its limits can be raised and lowered,
 * and `endPromotion` ends it. For staff and the service.
 *
 * A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `REFERENCED` no such dish or branch · `FORBIDDEN`
 *
 * @example
 * await db.as(owner, (tx) =>
 *   createPromotion(tx, { name: '2×1 en tacos', kind: 'buy_x_get_y', buyQuantity: 1, getQuantity: 1, itemIds: [taco], fundedBy: 'restaurant' }),
 * )
 */
export function createPromotion(tx: TenantTx, input: CreatePromotion): Batch<PromotionDetail> {
  const { tenantId } = tx.actor
  const promotionId = newId()
  const itemIds = idsOf('itemIds', input.itemIds)
  const branchIds = idsOf('branchIds', input.branchIds)
  return batch(
    [
      tx
        .insert(promotions)
        .values({ tenantId, id: promotionId, ...termsOf(input), ...rulesOf(input) })
        .returning(),
      itemIds.length > 0
        ? tx.insert(promotionItems).values(itemIds.map((itemId) => ({ tenantId, promotionId, itemId })))
        : batch([], () => undefined),
      branchIds.length > 0
        ? tx.insert(promotionBranches).values(branchIds.map((branchId) => ({ tenantId, promotionId, branchId })))
        : batch([], () => undefined),
    ],
    ([[promotion]]) => ({ ...promotion!, itemIds, branchIds }), // what was inserted is returned
  )
}

type Values = Partial<NewPromotion>

function termsOf(input: CreatePromotion): Pick<NewPromotion, 'kind' | 'stackingGroup'> & Values {
  const { kind } = input
  requireOneOf('kind', kind, promotionKinds)
  const stackingGroup = input.stackingGroup ?? (kind === 'free_delivery' ? 'delivery' : 'order')
  if (!/^[a-z0-9-]{1,40}$/.test(stackingGroup)) throw invalid('stackingGroup', 'must be of a to z, 0 to 9 and dashes')
  switch (input.kind) {
    case 'percent':
      return { kind, stackingGroup, percentOff: shareOf(input.percentOff), ...maximumOf(input.maxDiscount) }
    case 'amount':
      return { kind, stackingGroup, amountOff: positive('amountOff', input.amountOff) }
    case 'free_delivery':
      return { kind, stackingGroup, ...maximumOf(input.maxDiscount) }
    case 'buy_x_get_y': {
      const { buyQuantity, getQuantity, percentOff } = input
      requireInteger('buyQuantity', buyQuantity, 1, 99)
      requireInteger('getQuantity', getQuantity, 1, 99)
      const share = percentOff === undefined ? rate('1') : shareOf(percentOff)
      return { kind, stackingGroup, buyQuantity, getQuantity, percentOff: share, ...maximumOf(input.maxDiscount) }
    }
  }
}

function rulesOf(input: CreatePromotion): Pick<NewPromotion, 'name' | 'fundedBy'> & Values {
  const { name, fundedBy, treatment = 'discount', priority = 100, firstOrderOnly = false, byCode = false } = input
  const { validFrom, validUntil, windows, maxRedemptions } = input
  const perCustomerLimit = input.perCustomerLimit ?? (firstOrderOnly ? 1 : undefined)
  requireText('name', name, 100)
  requireOneOf('fundedBy', fundedBy, funders)
  requireOneOf('treatment', treatment, treatments)
  if (treatment !== 'discount' && (fundedBy !== 'platform' || input.kind === 'free_delivery'))
    throw invalid('treatment', 'must be discount unless the platform pays for food')
  requireInteger('priority', priority, 0, 9_999)
  if (input.channels !== undefined) requireChannels(input.channels)
  if (input.services !== undefined) requireServices('services', input.services)
  if (windows !== undefined) {
    requireList('windows', windows, 100)
    weekMinutesOf(windows)
  }
  if (validFrom !== undefined) requireMoment('validFrom', validFrom)
  if (validUntil !== undefined) {
    requireMoment('validUntil', validUntil)
    if (validUntil <= (validFrom ?? new Date())) throw invalid('validUntil', 'must be behind validFrom')
  }
  if (maxRedemptions !== undefined) requireInteger('maxRedemptions', maxRedemptions, 1, 1_000_000_000)
  if (perCustomerLimit !== undefined)
    requireInteger('perCustomerLimit', perCustomerLimit, 1, firstOrderOnly ? 1 : 9_999)
  return {
    name,
    fundedBy,
    treatment,
    priority,
    firstOrderOnly,
    byCode,
    minSubtotal: amountOf('minSubtotal', input.minSubtotal ?? '0'),
    channels: input.channels === undefined ? null : [...input.channels],
    services: input.services === undefined ? null : [...input.services],
    windows: windows ?? null,
    ...(validFrom === undefined ? {} : { validFrom }),
    validUntil: validUntil ?? null,
    maxRedemptions: maxRedemptions ?? null,
    budget: input.budget === undefined ? null : positive('budget', input.budget),
    perCustomerLimit: perCustomerLimit ?? null,
  }
}

function requireChannels(list: readonly unknown[]): void {
  requireList('channels', list, channels.length)
  for (const [i, channel] of list.entries()) requireOneOf(`channels[${i}]`, channel, channels)
  if (new Set(list).size < list.length) throw invalid('channels', 'must name each channel once')
}

function idsOf(field: string, list: readonly string[] | undefined): readonly string[] {
  if (list === undefined) return []
  requireList(field, list, 500)
  for (const [i, one] of list.entries()) requireUuid(`${field}[${i}]`, one)
  return [...new Set(list.map((one) => one.toLowerCase()))]
}

function maximumOf(maxDiscount: Money | string | undefined): Values {
  return maxDiscount === undefined ? {} : { maxDiscount: positive('maxDiscount', maxDiscount) }
}

function positive(field: string, amount: Money | string): Money {
  const pesos = amountOf(field, amount)
  if (pesos.isZero()) throw invalid(field, 'must be more than zero')
  return pesos
}

function shareOf(text: string) {
  const share = rateOf('percentOff', text)
  if (share.isZero()) throw invalid('percentOff', 'must be more than zero')
  return share
}
