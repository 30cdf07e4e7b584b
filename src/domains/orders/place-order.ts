import { and, eq, isNull } from 'drizzle-orm'
import { batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { DbError } from '../../kernel/errors.ts'
import {
  amountOf,
  invalid,
  requireInteger,
  requireList,
  requireNote,
  requireOneOf,
  requireUuid,
} from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type Money, sum, zero } from '../../money.ts'
import { itemsOnSale } from '../menu/items-on-sale.ts'
import type { Choice } from '../menu/selectable.ts'
import { once } from '../platform/once.ts'
import { branches } from '../restaurants/branches.ts'
import { getOrder, type OrderDetail } from './get-order.ts'
import { orderEvents } from './order-events.ts'
import { orderItemModifiers } from './order-item-modifiers.ts'
import { orderItems } from './order-items.ts'
import { orders, orderServices } from './orders.ts'
import { type OrderLineInput, priceLines } from './price-lines.ts'

export interface PlaceOrder {
  /** Made by the client, once per intent to order; sending it again gives the same order again. */
  readonly idempotencyKey: string
  readonly branchId: string
  /** For whom staff or the service order; a customer orders for themselves. */
  readonly customerId?: string
  readonly service: (typeof orderServices)[number]
  readonly lines: readonly OrderLineInput[]
  /** Pesos; neither discounted nor taxed. */
  readonly tip?: Money | string
  readonly notes?: string
}

/**
 * Places an order: prices, names and tax classes are the menu's of this moment, never the caller's.
 *
 * The folio is 1, 2, 3 … per branch and business day, without gaps: its counter stays locked until the transaction ends.
 * Round trips: one to take the key and read the menu, one to write, and the commit.
 *
 * @returns the order as stored, with its lines; the same one for the same key
 * @throws {DbError} `INVALID` with the field · `NOT_FOUND` the branch · `ITEM_UNAVAILABLE` with the line ·
 * `IDEMPOTENCY_MISMATCH` · `REFERENCED` no such customer · `FORBIDDEN`
 *
 * @example
 * const order = await db.as(guest, (tx) =>
 *   placeOrder(tx, { idempotencyKey, branchId, service: 'pickup', lines: [{ menuItemId: taco.id, quantity: 3 }] }),
 * )
 */
export async function placeOrder(tx: TenantTx, input: PlaceOrder): Promise<OrderDetail> {
  const { branchId, service, lines, notes = '' } = input
  const tip = amountOf('tip', input.tip ?? zero)
  const customerId = customerOf(tx, input)
  requireUuid('branchId', branchId)
  requireOneOf('service', service, orderServices)
  requireNote('notes', notes, 500)
  requireLines(lines)

  const { tenantId } = tx.actor
  const orderId = newId()
  const request = [
    branchId,
    customerId,
    service,
    tip.toFixed(2),
    notes,
    lines.map((l) => [l.menuItemId, l.quantity, asked(l.choices)]),
  ]
  const [{ first, resultId }, [branch], onSale] = await Promise.all([
    once(tx, { verb: 'placeOrder', key: input.idempotencyKey, request, resultId: orderId }),
    tx
      .select({ ivaRate: branches.ivaRate, deliveryFee: branches.deliveryFee })
      .from(branches)
      .where(and(eq(branches.tenantId, tenantId), eq(branches.id, branchId), isNull(branches.archivedAt))),
    itemsOnSale(tx, { branchId, channel: 'app', service, itemIds: lines.map(({ menuItemId }) => menuItemId) }),
  ])
  if (!first) return getOrder(tx, { orderId: resultId })
  if (!branch) throw new DbError('NOT_FOUND', 'no such branch', { details: { field: 'branchId', table: 'branches' } })

  const { versionId } = onSale
  const priced = priceLines(lines, onSale, branch.ivaRate)
  if (versionId === null)
    throw new DbError('ITEM_UNAVAILABLE', 'nothing is for sale here', { details: { field: 'branchId' } })
  const modifiers = priced.flatMap(({ lineNo, modifiers: chosen }) =>
    chosen.map((modifier) => ({ tenantId, orderId, lineNo, customerId, ...modifier })),
  )
  return batch(
    [
      tx.insert(orders).values({
        tenantId,
        id: orderId,
        branchId,
        customerId,
        service,
        notes,
        subtotal: sum(priced.map(({ gross }) => gross)),
        deliveryFee: service === 'delivery' ? branch.deliveryFee : zero,
        deliveryIvaRate: branch.ivaRate,
        tip,
      }),
      tx.insert(orderItems).values(
        priced.map(({ lineNo, menuItemId, name, quantity, unitPrice, ivaRate }) => ({
          tenantId,
          orderId,
          lineNo,
          customerId,
          menuVersionId: versionId,
          menuItemId,
          name,
          quantity,
          unitPrice,
          ivaRate,
        })),
      ),
      modifiers.length > 0 ? tx.insert(orderItemModifiers).values(modifiers) : batch([], () => undefined),
      tx.insert(orderEvents).values({ tenantId, orderId, seq: 1, customerId, toStatus: 'placed' }),
      getOrder(tx, { orderId }),
    ],
    (answers) => answers[4],
  )
}

function customerOf(tx: TenantTx, { customerId }: PlaceOrder): string {
  const ordering = tx.actor.kind === 'customer' ? (customerId ?? tx.actor.customerId) : customerId
  requireUuid('customerId', ordering)
  return ordering
}

/** The same wish in the same words, however its fields were ordered, and whether it names that it chose nothing. */
function asked(choices: readonly Choice[] = []): readonly unknown[] {
  return choices.map(({ groupId, optionId, quantity, choices: nested }) => [groupId, optionId, quantity, asked(nested)])
}

function requireLines(lines: readonly OrderLineInput[]): void {
  requireList('lines', lines, 200)
  for (const [i, { menuItemId, quantity, choices = [] }] of lines.entries()) {
    requireUuid(`lines[${i}].menuItemId`, menuItemId)
    requireInteger(`lines[${i}].quantity`, quantity, 1, 999)
    requireChoices(`lines[${i}].choices`, choices)
  }
}

function requireChoices(field: string, choices: readonly Choice[]): void {
  if (choices.length > 200) throw invalid(field, 'must hold at most 200')
  for (const [c, { groupId, optionId, choices: nested = [] }] of choices.entries()) {
    requireUuid(`${field}[${c}].groupId`, groupId)
    requireUuid(`${field}[${c}].optionId`, optionId)
    requireChoices(`${field}[${c}].choices`, nested)
  }
}
