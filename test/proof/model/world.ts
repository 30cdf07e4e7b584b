import {
  type Actor,
  customer,
  customers,
  newId,
  openSlots,
  receiveStock,
  setRecipe,
  stockItems,
} from '../../../src/index.ts'
import { newTenant, openAllDay, type TestDb, type TestTenant } from '../../../src/testing.ts'
import { asOwner } from '../../domains/as-owner.ts'

interface Option {
  readonly groupId: string
  readonly optionId: string
}

/** A tenant that steps are taken in, with what they have made so far, in the order in which it was made. */
export interface Place extends TestTenant {
  readonly branchIds: readonly [string, ...string[]]
  readonly guests: readonly [Actor, ...Actor[]]
  readonly guestIds: readonly [string, ...string[]]
  /** Dishes, and the options of the tacos. */
  readonly dishes: readonly [string, ...string[]]
  readonly options: readonly [Option, ...Option[]]
  readonly stock: readonly [string, ...string[]]
  readonly slots: string[]
  readonly promotions: string[]
  readonly couponed: string[]
  readonly codes: string[]
  /** Quotes that no order was made of yet, as far as is known here. */
  readonly quotes: { readonly id: string; readonly by: Actor }[]
  readonly placed: { readonly quoteId: string; readonly key: string; readonly by: Actor }[]
  readonly orders: { readonly id: string; readonly customerId: string }[]
  readonly reviews: { readonly id: string; readonly by: Actor }[]
}

export interface World {
  readonly db: TestDb
  readonly places: readonly [Place, Place]
}

/** Two tenants: what one does must never be seen in the other. */
export async function aWorld(db: TestDb): Promise<World> {
  return { db, places: [await aPlace(db), await aPlace(db)] }
}

async function aPlace(db: TestDb): Promise<Place> {
  const tenant = await newTenant(db)
  const { tenantId, staff, customerId, branchId, items } = tenant
  const guestIds = [customerId, newId(), newId(), newId()] as const
  const stock = [newId(), newId()] as const
  await db.as(staff, (tx) =>
    tx.insert(customers).values(guestIds.slice(1).map((id) => ({ tenantId, id, displayName: 'Otra' }))),
  )
  const second = await aSecondBranch(tenant)
  const branchIds = [branchId, second] as const
  await db.as(staff, (tx) =>
    tx.insert(stockItems).values([
      { tenantId, id: stock[0], name: 'Tortillas', unit: 'piece' },
      { tenantId, id: stock[1], name: 'Pastor', unit: 'g' },
    ]),
  )
  const taco = items['TACO'] ?? ''
  const ingredients = [
    { stockItemId: stock[0], quantity: '2' },
    { stockItemId: stock[1], quantity: '60.5' },
  ]
  await db.as(staff, (tx) => setRecipe(tx, { productId: taco, ingredients }))
  await db.as(staff, (tx) =>
    setRecipe(tx, { productId: items['FLAN'] ?? '', ingredients: [{ stockItemId: stock[0], quantity: '1' }] }),
  )
  const all = stock.map((stockItemId) => ({ stockItemId, quantity: '4000' }))
  await db.as(staff, (tx) => receiveStock(tx, { branchId, items: all }))
  const opened = await db.as(staff, (tx) => openSlots(tx, { branchId, service: 'pickup', slots: slotsFrom(2) }))
  return {
    ...tenant,
    branchIds,
    guestIds,
    guests: [tenant.customer, ...guestIds.slice(1).map((id) => customer(tenantId, id))],
    dishes: [taco, items['AGUA'] ?? '', items['FLAN'] ?? ''],
    options: await optionsOf(tenant),
    stock,
    slots: opened.map(({ id }) => id),
    promotions: [],
    couponed: [],
    codes: [],
    quotes: [],
    placed: [],
    orders: [],
    reviews: [],
  }
}

/** Hours from now on, one after another. */
function slotsFrom(count: number) {
  const hour = 3_600_000
  const first = Math.ceil(Date.now() / hour) * hour
  return Array.from({ length: count }, (_, i) => ({
    startsAt: new Date(first + i * hour),
    endsAt: new Date(first + (i + 1) * hour),
    maxOrders: 6 + i,
    ...(i > 0 ? { maxUnits: 40, maxAmount: '900.00' } : {}),
  }))
}

/** The same menu at another branch, which has folios and stock of its own. */
async function aSecondBranch({ db, service, staff, branchId }: TestTenant): Promise<string> {
  const id = newId()
  const like = (table: string, changes: string, of: string) =>
    `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object(${changes}))).* from ${table} t where ${of}`
  await asOwner(
    // Every test database is opened as one.
    db as TestDb,
    service,
    like('branches', `'id', '${id}', 'name', 'Norte'`, `id = '${branchId}'`),
    like('menu_placements', `'id', app.uuid_v7(), 'branch_id', '${id}'`, `branch_id = '${branchId}'`),
  )
  await db.as(staff, (tx) => openAllDay(tx, id))
  return id
}

async function optionsOf({ db, staff, versionId }: TestTenant): Promise<readonly [Option, ...Option[]]> {
  const rows = await db.as(staff, (tx) =>
    tx.execute<{ group_id: string; option_id: string }>(
      `select g->>'id' as group_id, o->>'id' as option_id from published_items i,
        jsonb_array_elements(i.document->'groups') g, jsonb_array_elements(g->'options') o
       where i.version_id = '${versionId}'`,
    ),
  )
  const [first, ...rest] = rows.map(({ group_id: groupId, option_id: optionId }) => ({ groupId, optionId }))
  if (first === undefined) throw new Error('the menu has no options')
  return [first, ...rest]
}
