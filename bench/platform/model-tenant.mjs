import { sql as drizzleSql } from 'drizzle-orm'
import {
  createCoupon,
  createPromotion,
  createTenant,
  customer,
  customers,
  newId,
  placeOrder,
  quoteOrder,
  service,
  setOpeningHours,
  stockItems,
  stockMovements,
} from '../../dist/index.js'
import { always, branch } from '../branch.mjs'
import { DISHES, largeMenu, sku } from './large-menu.mjs'

/** Dishes that are counted, and that the quotes of the benchmarks are for. */
const COUNTED = 3

/**
 * The tenant that all others are copies of, made by the verbs: each of its branches with a menu of its own, stock of the
 * dishes that are counted, stars, and a customer with a quote; a coupon of 10 % for all of them.
 */
export async function modelTenant(db, sql, branches) {
  const tenantId = newId()
  const me = service(tenantId)
  const { restaurants } = await db.as(me, (tx) =>
    createTenant(tx, {
      slug: `bench-${tenantId}`,
      displayName: 'Banco',
      legalName: 'Banco, S.A. de C.V.',
      owner: { userId: newId(), displayName: 'Dueña' },
      restaurants: Array.from({ length: branches }, (_, b) => ({
        name: `La Medida ${b + 1}`,
        cuisine: 'mexicana',
        branch,
        menu: largeMenu(),
      })),
    }),
  )
  await db.as(me, async (tx) => {
    const promotion = await createPromotion(tx, {
      name: 'Diez por ciento',
      kind: 'percent',
      percentOff: '0.10',
      fundedBy: 'restaurant',
      byCode: true,
    })
    await createCoupon(tx, { promotionId: promotion.id, code: 'DIEZ', maxRedemptions: 100_000_000 })
  })
  const shops = []
  for (const { branchId, items } of restaurants) {
    const customerId = newId()
    const dishes = Array.from({ length: DISHES }, (_, i) => items[sku(i)])
    const counted = dishes.slice(0, COUNTED)
    const needed = await db.as(me, async (tx) => {
      await tx.insert(customers).values({ tenantId, id: customerId, displayName: 'Clienta' })
      await setOpeningHours(tx, { branchId, service: 'pickup', windows: always })
      const needed = []
      for (const productId of counted) {
        const stockItemId = newId()
        await tx.insert(stockItems).values({ id: stockItemId, name: `Para ${productId}`, unit: 'piece' })
        await tx.insert(stockMovements).values({ branchId, stockItemId, kind: 'received', quantity: '90000000' })
        needed.push({ tenant_id: tenantId, product_id: productId, stock_item_id: stockItemId, quantity: 1 })
      }
      return needed
    })
    await sql`insert into recipes ${sql(needed)}`
    await sql`insert into rating_totals (tenant_id, branch_id, count, sum, stars_1, stars_2, stars_3, stars_4, stars_5)
      values (${tenantId}, ${branchId}, 60, 240, 1, 4, 10, 24, 21)`
    const lines = counted.map((menuItemId, i) => ({ menuItemId, quantity: i + 1 }))
    const wanted = { branchId, customerId, service: 'pickup', lines, couponCodes: ['DIEZ'], tip: '15.00' }
    await db.as(me, (tx) => quoteOrder(tx, wanted))
    shops.push({ tenantId, branchId, customerId, dishes })
  }
  return shops
}

/**
 * What an order of the load looks like, by basket: 3 lines of dishes that nobody counts, without a coupon, so that it holds
 * nothing of what is claimed. All baskets cost the same: contenders that take different orders give the same answer. Placed
 * by the verb, read, and rolled back.
 *
 * @returns {Promise<{ header: object, event: object, lines: { dish: number, row: object }[] }[]>} rows as JSON has them
 */
export async function patternOrders(db, { tenantId, branchId, customerId, dishes }) {
  const middle = (COUNTED + DISHES - 1) / 2
  const patterns = []
  const undone = new Error('read, and rolled back')
  await db
    .as(customer(tenantId, customerId), async (tx) => {
      for (let low = COUNTED; low < middle; low++) {
        const wanted = [low, middle, 2 * middle - low]
        const lines = wanted.map((dish) => ({ menuItemId: dishes[dish], quantity: dish === middle ? 2 : 1 }))
        const quote = await quoteOrder(tx, { branchId, service: 'pickup', lines, tip: '15.00' })
        const { id } = await placeOrder(tx, { quoteId: quote.id, idempotencyKey: newId() })
        const [row] = await tx.execute(drizzleSql`
          select to_jsonb(o)::text as header, to_jsonb(e)::text as event, (
            select jsonb_agg(to_jsonb(l) order by l.line_no)::text from order_items l
            where l.tenant_id = o.tenant_id and l.order_id = o.id
          ) as lines
          from orders o join order_events e on e.tenant_id = o.tenant_id and e.order_id = o.id
          where o.tenant_id = ${tenantId} and o.id = ${id}`)
        const [header, event, rows] = [row.header, row.event, row.lines].map((text) => JSON.parse(text))
        patterns.push({ header, event, lines: rows.map((row, i) => ({ dish: wanted[i], row })) })
      }
      throw undone
    })
    .catch((error) => {
      if (error !== undone) throw error
    })
  if (new Set(patterns.map(({ header }) => `${header.total} ${header.iva}`)).size !== 1)
    throw new Error('the baskets do not cost the same')
  return patterns
}
