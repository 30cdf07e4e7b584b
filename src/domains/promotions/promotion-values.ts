import {
  amountOf,
  invalid,
  rateOf,
  requireInteger,
  requireList,
  requireMoment,
  requireOneOf,
  requireText,
} from '../../kernel/input.ts'
import { type Money, type Rate, rate } from '../../money/money.ts'
import { channels } from '../menu/channels.ts'
import { requireServices } from '../restaurants/services.ts'
import { weekMinutesOf } from '../restaurants/week-minutes.ts'
import type { CreatePromotion } from './promotion-input.ts'
import { funders, promotionKinds, treatments } from './promotion-terms.ts'
import type { NewPromotion } from './promotions.ts'

/**
 * The columns of a promotion, read and checked.
 *
 * @throws {DbError} `INVALID` with the field
 */
export function promotionValues(input: CreatePromotion): NewPromotion {
  return { ...termsOf(input), ...rulesOf(input) }
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

function maximumOf(maxDiscount: Money | string | undefined): Values {
  return maxDiscount === undefined ? {} : { maxDiscount: positive('maxDiscount', maxDiscount) }
}

function positive(field: string, amount: Money | string): Money {
  const pesos = amountOf(field, amount)
  if (pesos.isZero()) throw invalid(field, 'must be more than zero')
  return pesos
}

function shareOf(text: string): Rate {
  const share = rateOf('percentOff', text)
  if (share.isZero()) throw invalid('percentOff', 'must be more than zero')
  return share
}
