import { and, eq, isNull, sql } from 'drizzle-orm'
import { newId } from '../../kernel/columns.ts'
import { DbError } from '../../kernel/errors.ts'
import { amountOf, invalid, requireNote, requireOneOf, requireText, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type Money, zero } from '../../money/money.ts'
import { type Channel, channels } from '../menu/channels.ts'
import { itemsOnSale } from '../menu/items-on-sale.ts'
import { promotionsFor } from '../promotions/promotions-for.ts'
import { branches } from '../restaurants/branches.ts'
import { type Service, services } from '../restaurants/services.ts'
import { orderQuotes } from './order-quotes.ts'
import { type OrderLineInput, priceLines, requireLines } from './price-lines.ts'
import { priceQuote } from './price-quote.ts'
import { type Quote, quoteOf } from './quote.ts'

export interface QuoteOrder {
  readonly branchId: string
  /** For whom staff or the service order; a customer orders for themselves. */
  readonly customerId?: string
  readonly service: Service
  /** Where the order comes from; `app` unless told otherwise. */
  readonly channel?: Channel
  readonly lines: readonly OrderLineInput[]
  /** As the customer typed them: case and surrounding blanks do not matter. */
  readonly couponCodes?: readonly string[]
  /** A kitchen slot; without one, as soon as possible. */
  readonly slotId?: string
  /** Pesos; neither discounted nor taxed. */
  readonly tip?: Money | string
  readonly notes?: string
}

/**
 * What an order would cost now, whole: the menu's prices with the choices, the promotions and coupons that apply, the
 * delivery fee, the IVA inside. It holds for ten minutes, and `placeOrder` makes exactly it into an order. Nothing is
 * claimed by it, and no lock is held.
 *
 * Pesos with IVA; discounts in whole centavos, spread over the lines by largest remainder; taxes at 6 decimals, rounded
 * once per rate (Anexo 20 guide, FAQ 37–39). The database prices every line again and refuses what it finds different.
 * Round trips: one to read the menu and the promotions, one to write the quote with its commit.
 *
 * @throws {DbError} `INVALID` with the field, a choice that breaks the menu's rules, a slot · `NOT_FOUND` the branch ·
 * `ITEM_UNAVAILABLE` with the line · `PRICE_CHANGED` in this very moment: quote again · `COUPON_UNKNOWN`,
 * `COUPON_NOT_VALID_NOW`, `COUPON_EXHAUSTED`, `COUPON_USED_UP` with `details.code`, its place in the list ·
 * `COUPON_BELOW_MINIMUM` · `COUPON_NOT_APPLICABLE` · `REFERENCED` no such customer · `FORBIDDEN`
 *
 * @example
 * const quote = await db.as(guest, (tx) =>
 *   quoteOrder(tx, { branchId, service: 'pickup', lines: [{ menuItemId: taco.id, quantity: 3 }], couponCodes: ['VEINTE'] }),
 * )
 */
export async function quoteOrder(tx: TenantTx, input: QuoteOrder): Promise<Quote> {
  const { branchId, service, channel = 'app', lines, couponCodes = [], slotId, notes = '' } = input
  const tip = amountOf('tip', input.tip ?? zero)
  const customerId = customerOf(tx, input)
  requireUuid('branchId', branchId)
  requireOneOf('service', service, services)
  requireOneOf('channel', channel, channels)
  requireNote('notes', notes, 500)
  if (slotId !== undefined) requireUuid('slotId', slotId)
  requireLines(lines)
  requireCodes(couponCodes)

  const { tenantId } = tx.actor
  const itemIds = lines.map(({ menuItemId }) => menuItemId)
  const [[branch], onSale, candidates] = await Promise.all([
    tx
      .select({ ivaRate: branches.ivaRate, deliveryFee: branches.deliveryFee })
      .from(branches)
      .where(and(eq(branches.tenantId, tenantId), eq(branches.id, branchId), isNull(branches.archivedAt))),
    itemsOnSale(tx, { branchId, channel, service, itemIds }),
    promotionsFor(tx, { branchId, customerId, channel, service, codes: couponCodes }),
  ])
  if (!branch) throw new DbError('NOT_FOUND', 'no such branch', { details: { field: 'branchId', table: 'branches' } })
  const { versionId, menuId } = onSale
  if (versionId === null || menuId === null) {
    throw new DbError('ITEM_UNAVAILABLE', 'nothing is for sale here', { details: { field: 'branchId' } })
  }
  const { document, ...totals } = priceQuote({
    lines: priceLines(lines, onSale, branch.ivaRate),
    candidates,
    deliveryFee: service === 'delivery' ? branch.deliveryFee : zero,
    deliveryIvaRate: branch.ivaRate,
    tip,
  })
  const [row] = await tx
    .insert(orderQuotes)
    .values({
      tenantId,
      id: newId(),
      branchId,
      customerId,
      service,
      channel,
      menuId,
      menuVersionId: versionId,
      slotId: slotId ?? null,
      notes,
      ...totals,
      // Not as the column has it: names, choices and demand are the database's to add.
      document: sql`${JSON.stringify(document)}::jsonb`,
    })
    .returning()
  if (!row) throw new DbError('INTERNAL', 'the insert gave nothing back')
  return quoteOf(row)
}

function customerOf(tx: TenantTx, { customerId }: QuoteOrder): string {
  const ordering = tx.actor.kind === 'customer' ? (customerId ?? tx.actor.customerId) : customerId
  requireUuid('customerId', ordering)
  return ordering
}

function requireCodes(codes: readonly string[]): void {
  if (!Array.isArray(codes) || codes.length > 5) throw invalid('couponCodes', 'must have at most 5 elements')
  for (const [i, code] of codes.entries()) requireText(`couponCodes[${i}]`, code, 40)
}
