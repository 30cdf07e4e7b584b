import {
  createCoupon,
  createPromotion,
  createTenant,
  customers,
  newId,
  quoteOrder,
  service,
  setOpeningHours,
  stockItems,
  stockMovements,
} from '../dist/index.js'
import { always, branch } from './branch.mjs'

/** Tenants that sell at every hour: three dishes with a salsa each, all of them counted, and a coupon of 10 %. */
export async function aMarket(db, sql, tenants) {
  const places = []
  for (let t = 0; t < tenants; t++) places.push(await aTenant(db, sql, t))
  return places
}

async function aTenant(db, sql, t) {
  const tenantId = newId()
  const customerId = newId()
  const me = service(tenantId)
  const created = await db.as(me, (tx) =>
    createTenant(tx, {
      slug: `bench-${t}`,
      displayName: `Banco ${t}`,
      legalName: `Banco ${t}, S.A. de C.V.`,
      owner: { userId: newId(), displayName: 'Dueña' },
      restaurants: [{ name: 'La Medida', cuisine: 'mexicana', branch, menu }],
    }),
  )
  const [{ branchId, items }] = created.restaurants
  const needed = []
  await db.as(me, async (tx) => {
    await tx.insert(customers).values({ tenantId, id: customerId, displayName: 'Clienta' })
    await setOpeningHours(tx, { branchId, service: 'pickup', windows: always })
    for (const [sku, productId] of Object.entries(items)) {
      const stockItemId = newId()
      await tx.insert(stockItems).values({ id: stockItemId, name: sku, unit: 'piece' })
      needed.push({ tenant_id: tenantId, product_id: productId, stock_item_id: stockItemId, quantity: 1 })
      await tx.insert(stockMovements).values({ branchId, stockItemId, kind: 'received', quantity: '90000000' })
    }
    const promotion = await createPromotion(tx, {
      name: 'Diez por ciento',
      kind: 'percent',
      percentOff: '0.10',
      fundedBy: 'restaurant',
      byCode: true,
    })
    await createCoupon(tx, { promotionId: promotion.id, code: 'DIEZ', maxRedemptions: 100_000_000 })
  })
  await sql`insert into recipes ${sql(needed)}`
  const lines = Object.values(items).map((menuItemId, i) => ({ menuItemId, quantity: i + 1 }))
  const wanted = { branchId, customerId, service: 'pickup', lines, couponCodes: ['DIEZ'], tip: '15.00' }
  const quote = await db.as(me, (tx) => quoteOrder(tx, wanted))
  return { tenantId, customerId, branchId, quoteId: quote.id }
}

const menu = {
  name: 'Carta',
  modifierGroups: [
    {
      key: 'salsa',
      name: 'Salsa',
      minSelected: 0,
      maxSelected: 2,
      options: [
        { name: 'Verde', price: '0.00' },
        { name: 'Habanero', price: '3.00' },
      ],
    },
  ],
  categories: [
    {
      name: 'Antojitos',
      items: ['TACO', 'SOPE', 'FLAN'].map((sku, i) => ({
        sku,
        name: `Platillo número ${i + 1} de la casa`,
        description: '',
        price: `${40 + 9 * i}.50`,
        prepMinutes: 10,
        allergens: [],
        modifierGroups: ['salsa'],
      })),
    },
  ],
}
