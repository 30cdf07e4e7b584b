import { and, eq, gte, lt, sql } from 'drizzle-orm'
import { bigint, customType, date, integer, jsonb, numeric, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { uuidv7 } from 'uuidv7'

const plain = pgSchema('plain')
const bytea = customType({ dataType: () => 'bytea' })
const of = { tenantId: uuid('tenant_id').notNull() }

const keys = plain.table('idempotency_keys', {
  ...of,
  actor: text('actor'),
  verb: text('verb'),
  key: text('key'),
  requestHash: bytea('request_hash'),
  resultId: uuid('result_id'),
})
const coupons = plain.table('coupons', {
  ...of,
  id: uuid('id'),
  redeemed: integer('redeemed'),
  maxRedemptions: integer('max_redemptions'),
})
const levels = plain.table('stock_levels', {
  ...of,
  branchId: uuid('branch_id'),
  stockItemId: uuid('stock_item_id'),
  onHand: numeric('on_hand'),
  reserved: numeric('reserved'),
})
const reservations = plain.table('stock_reservations', {
  ...of,
  orderId: uuid('order_id'),
  stockItemId: uuid('stock_item_id'),
  branchId: uuid('branch_id'),
  quantity: numeric('quantity'),
  expiresAt: timestamp('expires_at', { withTimezone: true }),
})
const folios = plain.table('order_folio_counters', {
  ...of,
  branchId: uuid('branch_id'),
  businessOn: date('business_on'),
  lastFolio: integer('last_folio'),
})
const orders = plain.table('orders', {
  ...of,
  id: uuid('id'),
  branchId: uuid('branch_id'),
  customerId: uuid('customer_id'),
  service: text('service'),
  channel: text('channel'),
  quoteId: uuid('quote_id'),
  quoteHash: bytea('quote_hash'),
  status: text('status').default('placed'),
  businessOn: date('business_on'),
  folio: integer('folio'),
  lineCount: integer('line_count'),
  adjustmentCount: integer('adjustment_count'),
  units: integer('units'),
  subtotal: numeric('subtotal'),
  discount: numeric('discount'),
  deliveryIvaRate: numeric('delivery_iva_rate'),
  tip: numeric('tip'),
  iva: numeric('iva'),
  total: numeric('total').generatedAlwaysAs(sql`subtotal - discount + delivery_fee - delivery_discount + tip`),
  acceptBy: timestamp('accept_by_at', { withTimezone: true }),
})
const items = plain.table('order_items', {
  ...of,
  orderId: uuid('order_id'),
  lineNo: integer('line_no'),
  customerId: uuid('customer_id'),
  lineCount: integer('line_count'),
  adjustmentCount: integer('adjustment_count'),
  menuVersionId: uuid('menu_version_id'),
  menuItemId: uuid('menu_item_id'),
  name: text('name'),
  ivaClass: text('iva_class'),
  satProductKey: text('sat_product_key'),
  satUnitKey: text('sat_unit_key'),
  quantity: integer('quantity'),
  unitPrice: numeric('unit_price'),
  discount: numeric('discount'),
  ivaRate: numeric('iva_rate'),
})
const adjustments = plain.table('order_adjustments', {
  ...of,
  orderId: uuid('order_id'),
  adjustmentNo: integer('adjustment_no'),
  customerId: uuid('customer_id'),
  lineCount: integer('line_count'),
  adjustmentCount: integer('adjustment_count'),
  kind: text('kind'),
  promotionId: uuid('promotion_id'),
  couponId: uuid('coupon_id'),
  name: text('name'),
  fundedBy: text('funded_by'),
  treatment: text('treatment'),
  stackingGroup: text('stacking_group'),
  appliesTo: text('applies_to'),
  amount: numeric('amount'),
  shares: numeric('shares').array(),
})
const events = plain.table('order_events', {
  ...of,
  orderId: uuid('order_id'),
  seq: integer('seq'),
  customerId: uuid('customer_id'),
  toStatus: text('to_status'),
  actorKind: text('actor_kind'),
  actorId: uuid('actor_id'),
})
const outbox = plain.table('outbox', {
  ...of,
  id: uuid('id'),
  topic: text('topic'),
  aggregateId: uuid('aggregate_id'),
  seq: integer('seq'),
  payload: jsonb('payload'),
  tx: bigint('tx', { mode: 'bigint' }).default(sql`pg_current_xact_id()`),
})

/** Stock Drizzle, as its documentation has it: one `db.transaction`, its statements awaited one after another. */
export async function open({ superuserUrl, places, baskets, concurrency }) {
  const client = postgres(superuserUrl, { max: concurrency })
  const db = drizzle({ client })
  await Promise.all(Array.from({ length: concurrency }, () => db.execute(sql`select pg_sleep(0.05)`)))
  const ofBranch = new Map(baskets.map((basket) => [basket.branch_id, basket]))
  return {
    call: (worker, n) => place(db, ofBranch.get(places[(worker + n) % places.length].branchId)),
    plain: ({ total, iva, status, lineCount }) => ({
      total: Number(total).toFixed(2),
      iva: Number(iva).toFixed(2),
      status,
      lineCount,
    }),
    close: () => client.end(),
  }
}

function place(db, b) {
  const { lines, adjustments: lowered, demand } = b.document
  const [tenantId, orderId, customerId, branchId] = [b.tenant_id, uuidv7(), b.customer_id, b.branch_id]
  const [adjustment] = lowered
  const today = new Date().toISOString().slice(0, 10)
  const soon = new Date(Date.now() + 900_000)
  const hash = Buffer.from(b.hash)
  return db.transaction(async (tx) => {
    await tx.insert(keys).values({
      tenantId,
      actor: `customer:${customerId}`,
      verb: 'placeOrder',
      key: uuidv7(),
      requestHash: hash,
      resultId: orderId,
    })
    const claimed = await tx
      .update(coupons)
      .set({ redeemed: sql`${coupons.redeemed} + 1` })
      .where(
        and(
          eq(coupons.tenantId, tenantId),
          eq(coupons.id, adjustment.couponId),
          lt(coupons.redeemed, coupons.maxRedemptions),
        ),
      )
      .returning({ redeemed: coupons.redeemed })
    if (claimed.length === 0) throw new Error('the coupon is exhausted')
    for (const { stockItemId, quantity } of demand) {
      const held = await tx
        .update(levels)
        .set({ reserved: sql`${levels.reserved} + ${quantity}` })
        .where(
          and(
            eq(levels.tenantId, tenantId),
            eq(levels.branchId, branchId),
            eq(levels.stockItemId, stockItemId),
            gte(sql`${levels.onHand} - ${levels.reserved}`, quantity),
          ),
        )
        .returning({ reserved: levels.reserved })
      if (held.length === 0) throw new Error('sold out')
    }
    const [{ folio }] = await tx
      .insert(folios)
      .values({ tenantId, branchId, businessOn: today, lastFolio: 1 })
      .onConflictDoUpdate({
        target: [folios.tenantId, folios.branchId, folios.businessOn],
        set: { lastFolio: sql`${folios.lastFolio} + 1` },
      })
      .returning({ folio: folios.lastFolio })
    const counts = { lineCount: lines.length, adjustmentCount: 1 }
    const [order] = await tx
      .insert(orders)
      .values({
        tenantId,
        id: orderId,
        branchId,
        customerId,
        service: b.service,
        channel: b.channel,
        quoteId: orderId,
        quoteHash: hash,
        businessOn: today,
        folio,
        ...counts,
        units: b.units,
        subtotal: b.subtotal,
        discount: b.discount,
        deliveryIvaRate: b.delivery_iva_rate,
        tip: b.tip,
        iva: b.iva,
        acceptBy: soon,
      })
      .returning()
    await tx.insert(reservations).values(
      demand.map(({ stockItemId, quantity }) => ({
        tenantId,
        orderId,
        stockItemId,
        branchId,
        quantity,
        expiresAt: soon,
      })),
    )
    await tx.insert(items).values(
      lines.map((line) => ({
        tenantId,
        orderId,
        lineNo: line.lineNo,
        customerId,
        ...counts,
        menuVersionId: b.menu_version_id,
        menuItemId: line.itemId,
        name: line.name,
        ivaClass: line.ivaClass,
        satProductKey: line.satProductKey,
        satUnitKey: line.satUnitKey,
        quantity: line.quantity,
        unitPrice: line.unitPrice,
        discount: line.discount,
        ivaRate: line.ivaRate,
      })),
    )
    await tx.insert(adjustments).values({
      tenantId,
      orderId,
      adjustmentNo: 1,
      customerId,
      ...counts,
      kind: 'coupon',
      promotionId: adjustment.promotionId,
      couponId: adjustment.couponId,
      name: adjustment.name,
      fundedBy: 'restaurant',
      treatment: 'discount',
      stackingGroup: adjustment.stackingGroup,
      appliesTo: 'lines',
      amount: adjustment.amount,
      shares: adjustment.shares,
    })
    await tx
      .insert(events)
      .values({ tenantId, orderId, seq: 1, customerId, toStatus: 'placed', actorKind: 'customer', actorId: customerId })
    await tx.insert(outbox).values({
      tenantId,
      id: uuidv7(),
      topic: 'order.placed',
      aggregateId: orderId,
      seq: 1,
      payload: { orderId, seq: 1, status: 'placed' },
    })
    return order
  })
}
