import { and, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  type Choice,
  listStockMovements,
  newId,
  products,
  recipes,
  setRecipe,
  stockReservations,
} from '../../../src/index.ts'
import {
  anOrder,
  asCourier,
  asCustomer,
  asStaff,
  newTenant,
  type TestDb,
  type TestTenant,
} from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwner } from '../as-owner.ts'
import { expectRefusal } from '../refusals.ts'
import { aStock, claim, consume, hintOf, levels, release } from './a-stock.ts'

interface Line {
  readonly lineNo: number
  readonly itemId: string
  readonly quantity: number
  readonly choices: readonly Choice[]
}

async function demandOf(db: TestDb, { service, tenantId, branchId }: TestTenant, lines: readonly Line[]) {
  const [row] = await asOwner<{ demand: string }>(
    db,
    service,
    `select app.demand_of('${tenantId}', '${branchId}', '${JSON.stringify(lines)}')::text as demand`,
  )
  return JSON.parse(row?.demand ?? '') as unknown
}

/** The product ids of the options of `aMenu`, by their names. */
async function optionsOf(tenant: TestTenant): Promise<{ verde: string; habanero: string }> {
  const idOf = (sku: string) =>
    asStaff(tenant, (tx) =>
      tx
        .select({ id: products.id })
        .from(products)
        .where(and(eq(products.menuId, tenant.menuId), eq(products.sku, sku))),
    )
  const [[verde], [habanero]] = [await idOf('salsa/Verde'), await idOf('salsa/Habanero')]
  return { verde: verde?.id ?? '', habanero: habanero?.id ?? '' }
}

const takes = (tenant: TestTenant, productId: string, ingredients: Readonly<Record<string, string>>) =>
  asStaff(tenant, (tx) =>
    setRecipe(tx, {
      productId,
      ingredients: Object.entries(ingredients).map(([stockItemId, quantity]) => ({ stockItemId, quantity })),
    }),
  )

const chosen = (optionId: string, quantity: number, choices: readonly Choice[] = []): Choice => ({
  groupId: newId(),
  optionId,
  quantity,
  choices,
})

describe('setRecipe', () => {
  test('replaces the recipe whole, and gives it back by stock item', async ({ tenant }) => {
    const { tenantId, items } = tenant
    const productId = items['TACO'] ?? ''
    const { a, b, c } = await aStock(tenant, { a: '0', b: '0', c: '0' })
    await takes(tenant, productId, { [b]: '2', [a]: '0.125' })
    const set = await takes(tenant, productId, { [c]: '1.500', [b.toUpperCase()]: '3' })
    expect(set).toEqual([
      { tenantId, productId, stockItemId: b, quantity: '3' },
      { tenantId, productId, stockItemId: c, quantity: '1.5' },
    ])
    expect(await takes(tenant, productId, {})).toEqual([])
  })

  test('knows dishes, options and stock items of its own tenant only', async ({ db, tenant }) => {
    const other = await newTenant(db)
    const [{ a }, { theirs }] = [await aStock(tenant, { a: '0' }), await aStock(other, { theirs: '0' })]
    for (const id of [newId(), other.items['TACO'] ?? '']) {
      const work = () => takes(tenant, id, { [a]: '1' })
      await expectRefusal(db, tenant.tenantId, work, 'NOT_FOUND', { constraint: 'products_known' })
    }
    for (const id of [newId(), theirs]) {
      const work = () => takes(tenant, tenant.items['TACO'] ?? '', { [id]: '1' })
      await expectRefusal(db, tenant.tenantId, work, 'REFERENCED', { constraint: 'recipes_stock_item_fk' })
    }
  })

  test('is for staff and the service', async ({ db, tenant }) => {
    const { a } = await aStock(tenant, { a: '0' })
    await takes(tenant, tenant.items['TACO'] ?? '', { [a]: '1' })
    const input = { productId: tenant.items['TACO'] ?? '', ingredients: [] }
    for (const as of [asCustomer, asCourier]) {
      await expectRefusal(db, tenant.tenantId, () => as(tenant, (tx) => setRecipe(tx, input)), 'FORBIDDEN')
      expect(await as(tenant, (tx) => tx.select().from(recipes))).toEqual([])
    }
    await expectRefusal(db, tenant.tenantId, () => asStaff(tenant, (tx) => tx.delete(recipes)), 'FORBIDDEN')
  })

  test.for<[field: string, changes: object]>([
    ['productId', { productId: 'x' }],
    ['ingredients', { ingredients: 'x' }],
    ['ingredients[0].stockItemId', { ingredients: [{ stockItemId: 'x', quantity: '1' }] }],
    ['ingredients[0].quantity', { ingredients: [{ stockItemId: newId(), quantity: '0' }] }],
    ['ingredients[0].quantity', { ingredients: [{ stockItemId: newId(), quantity: '0.0005' }] }],
    ['ingredients', { ingredients: Array.from({ length: 101 }, () => ({ stockItemId: newId(), quantity: '1' })) }],
  ])('refuses a wrong %s', async ([field, changes], { tenant }) => {
    const input = { productId: newId(), ingredients: [], ...changes }
    const work = asStaff(tenant, (tx) => setRecipe(tx, input))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })

  test('refuses an ingredient that is named twice', async ({ tenant }) => {
    const ingredients = Array.from({ length: 2 }, () => ({ stockItemId: tenant.branchId, quantity: '1' }))
    const work = asStaff(tenant, (tx) => setRecipe(tx, { productId: newId(), ingredients }))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field: 'ingredients' } })
  })
})

describe('the demand of an order', () => {
  test('adds up what dishes and options share, to the third decimal, by stock item', async ({ db, tenant }) => {
    const { TACO: taco = '', AGUA: agua = '', FLAN: flan = '' } = tenant.items
    const { verde } = await optionsOf(tenant)
    const { tortilla, leche, hielo } = await aStock(tenant, { tortilla: '1', leche: '1', hielo: '1' })
    await takes(tenant, taco, { [tortilla]: '2', [leche]: '0.001' })
    await takes(tenant, flan, { [leche]: '0.333' })
    await takes(tenant, verde, { [leche]: '0.1', [hielo]: '0.2' })
    const lines = [
      { lineNo: 1, itemId: taco, quantity: 3, choices: [chosen(verde, 2)] },
      { lineNo: 2, itemId: flan, quantity: 3, choices: [] },
      { lineNo: 3, itemId: agua, quantity: 9, choices: [] },
      { lineNo: 4, itemId: taco, quantity: 1, choices: [] },
    ]
    expect(await demandOf(db, tenant, lines)).toEqual([
      { stockItemId: tortilla, quantity: '8' },
      // 4 × 0.001 + 3 × 0.333 + 3 × 2 × 0.1
      { stockItemId: leche, quantity: '1.603' },
      { stockItemId: hielo, quantity: '1.2' },
    ])
  })

  test('counts an option inside an option once for every unit of the outer one', async ({ db, tenant }) => {
    const { TACO: taco = '' } = tenant.items
    const { verde, habanero } = await optionsOf(tenant)
    const { chile } = await aStock(tenant, { chile: '1' })
    await takes(tenant, habanero, { [chile]: '1' })
    const inner = chosen(habanero, 5)
    const choices = [chosen(verde, 3, [inner]), { ...chosen(verde, 1), choices: null as never }]
    expect(await demandOf(db, tenant, [{ lineNo: 1, itemId: taco, quantity: 2, choices }])).toEqual([
      { stockItemId: chile, quantity: '30' },
    ])
  })

  test('leaves out what the branch does not count, and is empty where it counts nothing', async ({ db, tenant }) => {
    const { TACO: taco = '' } = tenant.items
    const lines = [{ lineNo: 1, itemId: taco, quantity: 1, choices: [] }]
    const { pan } = await aStock(tenant, { pan: '0' })
    await takes(tenant, taco, { [pan]: '1' })
    expect(await demandOf(db, tenant, lines)).toEqual([])
    const { sal } = await aStock(tenant, { sal: '1' })
    expect(await demandOf(db, tenant, lines)).toEqual([])
    await takes(tenant, taco, { [pan]: '1', [sal]: '0.003' })
    expect(await demandOf(db, tenant, lines)).toEqual([{ stockItemId: sal, quantity: '0.003' }])
  })
})

describe('a claim', () => {
  test('holds everything that the order takes, to the last thousandth', async ({ db, tenant }) => {
    const { tenantId, branchId, service } = tenant
    const { id: orderId } = await anOrder(tenant)
    const { a, b } = await aStock(tenant, { a: '0.3', b: '5' })
    const demand = [
      { stockItemId: b, quantity: '2' },
      { stockItemId: a, quantity: '0.3' },
    ]
    await asOwner(db, service, claim(tenant, orderId, demand))
    expect(await levels(db, tenant)).toEqual({ [a]: '0.3 on hand, 0.3 reserved', [b]: '5 on hand, 2 reserved' })
    const held = await asStaff(tenant, (tx) =>
      tx.select().from(stockReservations).orderBy(stockReservations.stockItemId),
    )
    expect(held).toEqual(
      [
        [a, '0.3'],
        [b, '2'],
      ].map(([stockItemId, quantity]) => ({
        tenantId,
        orderId,
        stockItemId,
        branchId,
        quantity,
        state: 'held',
        expiresAt: expect.any(Date),
      })),
    )
  })

  test('holds nothing at all when one thing is short, and says which lines it is for: SOLD_OUT', async ({
    db,
    tenant,
  }) => {
    const { tenantId, service, items } = tenant
    const { TACO: taco = '', AGUA: agua = '', FLAN: flan = '' } = items
    const { verde } = await optionsOf(tenant)
    const { id: orderId } = await anOrder(tenant)
    const { a, b, c } = await aStock(tenant, { a: '10', b: '1', c: '0.999' })
    await takes(tenant, taco, { [a]: '1' })
    await takes(tenant, verde, { [b]: '1' })
    await takes(tenant, flan, { [c]: '1' })
    const lines = [
      { lineNo: 1, itemId: taco, quantity: 1, choices: [] },
      { lineNo: 2, itemId: taco, quantity: 2, choices: [chosen(verde, 1)] },
      { lineNo: 3, itemId: agua, quantity: 1, choices: [] },
      { lineNo: 4, itemId: flan, quantity: 1, choices: [] },
    ]
    const demand = await demandOf(db, tenant, lines)
    const work = () => asOwner(db, service, claim(tenant, orderId, demand, lines))
    await expectRefusal(db, tenantId, work, 'SOLD_OUT', { constraint: 'stock_levels_available' })
    expect(hintOf(await work().catch((error: unknown) => error))).toEqual({ lineNos: [2, 4], stockItemIds: [b, c] })
  })

  test('of what the branch has stopped to know is SOLD_OUT, not overlooked', async ({ db, tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const stockItemId = newId()
    const work = () => asOwner(db, tenant.service, claim(tenant, orderId, [{ stockItemId, quantity: '1' }]))
    await expectRefusal(db, tenant.tenantId, work, 'SOLD_OUT')
  })

  test('without demand does nothing, whatever else it is given', async ({ db, tenant }) => {
    await asOwner(db, tenant.service, claim(tenant, newId(), []))
    await asOwner(db, tenant.service, `select app.claim_stock('${tenant.tenantId}', null, null, null, null, null)`)
  })

  test('is of an order, and each order claims once', async ({ db, tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const { a } = await aStock(tenant, { a: '10' })
    const demand = [{ stockItemId: a, quantity: '1' }]
    const noOrder = () => asOwner(db, tenant.service, claim(tenant, newId(), demand))
    await expectRefusal(db, tenant.tenantId, noOrder, 'REFERENCED', { constraint: 'stock_reservations_order_fk' })
    await asOwner(db, tenant.service, claim(tenant, orderId, demand))
    const again = () => asOwner(db, tenant.service, claim(tenant, orderId, demand))
    await expectRefusal(db, tenant.tenantId, again, 'CONFLICT', { constraint: 'stock_reservations_pkey' })
  })

  test.for(['claim_stock', 'consume_stock', 'release_stock', 'demand_of', 'claim_slot', 'release_slot'])(
    'is no affair of the application: app.%s cannot be called',
    async (name, { db, tenant }) => {
      const [row] = await asOwner<{ may: boolean }>(
        db,
        tenant.service,
        `select bool_or(has_function_privilege('app_user', p.oid, 'execute')) as may
         from pg_proc p where p.pronamespace = 'app'::regnamespace and p.proname = '${name}'`,
      )
      expect(row).toEqual({ may: false })
    },
  )
})

describe('a claim that is', () => {
  const aClaim = async (db: TestDb, tenant: TestTenant) => {
    const { id: orderId } = await anOrder(tenant)
    const { a, b } = await aStock(tenant, { a: '10', b: '5' })
    const demand = [
      { stockItemId: a, quantity: '2.5' },
      { stockItemId: b, quantity: '5' },
    ]
    await asOwner(db, tenant.service, claim(tenant, orderId, demand))
    return { orderId, a, b }
  }
  const states = (tenant: TestTenant) =>
    asStaff(tenant, (tx) => tx.selectDistinct({ state: stockReservations.state }).from(stockReservations))

  test('consumed leaves the shelf, as a sale to the order; twice is once', async ({ db, tenant }) => {
    const { orderId, a, b } = await aClaim(db, tenant)
    for (let twice = 0; twice < 2; twice += 1) {
      await asOwner(db, tenant.staff, consume(tenant, orderId))
      expect(await levels(db, tenant)).toEqual({ [a]: '7.5 on hand, 0 reserved', [b]: '0 on hand, 0 reserved' })
    }
    expect(await states(tenant)).toEqual([{ state: 'consumed' }])
    const [last] = await asStaff(tenant, (tx) =>
      listStockMovements(tx, { branchId: tenant.branchId, stockItemId: a, limit: 1 }),
    )
    const { ownerMembershipId: actorId } = tenant
    expect(last).toMatchObject({ seq: 2, kind: 'sold', quantity: '-2.5', onHandAfter: '7.5', orderId, actorId })
  })

  test('released is there for the next; twice is once', async ({ db, tenant }) => {
    const { orderId, a, b } = await aClaim(db, tenant)
    for (let twice = 0; twice < 2; twice += 1) {
      await asOwner(db, tenant.customer, release(tenant, orderId))
      expect(await levels(db, tenant)).toEqual({ [a]: '10 on hand, 0 reserved', [b]: '5 on hand, 0 reserved' })
    }
    expect(await states(tenant)).toEqual([{ state: 'released' }])
  })

  test('consumed is not released any more, nor the other way round', async ({ db, tenant }) => {
    const one = await aClaim(db, tenant)
    await asOwner(db, tenant.staff, consume(tenant, one.orderId))
    await asOwner(db, tenant.staff, release(tenant, one.orderId))
    expect(await states(tenant)).toEqual([{ state: 'consumed' }])
    const other = await newTenant(db)
    const two = await aClaim(db, other)
    await asOwner(db, other.staff, release(other, two.orderId))
    await asOwner(db, other.staff, consume(other, two.orderId))
    expect(await states(other)).toEqual([{ state: 'released' }])
    expect(await levels(db, other)).toEqual({ [two.a]: '10 on hand, 0 reserved', [two.b]: '5 on hand, 0 reserved' })
  })
})
