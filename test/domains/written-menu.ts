import { sql } from 'drizzle-orm'
import { dayparts, importMenu, newId, products, restaurants, type DbErrorCode } from '../../src/index.ts'
import { aMenu, asStaff, newTenant, type TestDb, type TestTenant } from '../../src/testing.ts'
import { test as base } from '../database.ts'
import { withRichMenu } from './a-rich-menu.ts'
import { asOwner } from './as-owner.ts'
import { changeMenu, draftWith } from './change-menu.ts'

/** A menu with a retired, a published and a draft version, and something of another menu and of another restaurant. */
export interface Written extends TestTenant {
  readonly retired: string
  readonly draft: string
  readonly otherMenu: { readonly menuId: string; readonly item: string }
  /** A daypart and a branch of another restaurant. */
  readonly elsewhere: { readonly daypart: string; readonly branch: string }
  /** Products that stand in no version yet. */
  readonly newItem: string
  readonly newOption: string
}

export async function write(db: TestDb): Promise<Written> {
  const tenant = await withRichMenu(await newTenant(db))
  const { restaurantId, menuId, versionId: retired } = tenant
  const { id: versionId } = await changeMenu(tenant, async () => undefined)
  const { id: draft } = await draftWith(tenant)
  const other = await asStaff(tenant, (tx) => importMenu(tx, { restaurantId, menu: aMenu({ name: 'Otra' }) }))
  const elsewhere = { restaurant: newId(), daypart: newId(), branch: newId() }
  const [newItem, newOption] = [newId(), newId()]
  await asStaff(tenant, async (tx) => {
    await tx.insert(restaurants).values({ id: elsewhere.restaurant, name: 'Otro', cuisine: 'otra' })
    await tx.insert(dayparts).values({
      id: elsewhere.daypart,
      restaurantId: elsewhere.restaurant,
      name: 'Cena',
      minutes: [{ weekday: 1, opens: '18:00', closes: '23:00' }],
    })
    await tx.insert(products).values([
      { id: newItem, menuId, kind: 'item', sku: 'NUEVO' },
      { id: newOption, menuId, kind: 'option', sku: 'nueva' },
    ])
  })
  await asOwner(
    db,
    tenant.service,
    `insert into branches select (jsonb_populate_record(b, jsonb_build_object('id', '${elsewhere.branch}', 'restaurant_id', '${elsewhere.restaurant}'))).*
     from branches b where b.id = '${tenant.branchId}'`,
  )
  const otherMenu = { menuId: other.menuId, item: other.items['TACO'] ?? '' }
  return { ...tenant, versionId, retired, draft, otherMenu, elsewhere, newItem, newOption }
}

/** One for the file: whatever is tried on it is refused or undone. */
export const test = base.extend<{ written: Written }>({
  written: [
    async ({ db }, use) => {
      await use(await write(db))
    },
    { scope: 'file' },
  ],
})

export const key = ({ tenantId, draft }: Written) => `tenant_id = '${tenantId}' and version_id = '${draft}'`
export const whole = ({ tenantId, draft, restaurantId, menuId }: Written) =>
  `'${tenantId}', '${draft}', '${restaurantId}', '${menuId}'`
export const named = (table: string, column: string, name: string, w: Written) =>
  `(select ${column} from ${table} where ${key(w)} and name = '${name}')`
export const heading = (name: string, column: string, w: Written) => named('menu_categories', column, name, w)
export const group = (name: string, w: Written) => named('modifier_groups', 'group_id', name, w)
export const option = (name: string, w: Written) => named('modifier_options', 'option_id', name, w)

export async function asStaffUndone(written: Written, statements: readonly string[]): Promise<void> {
  const undo = new Error('undo')
  await asStaff(written, async (tx) => {
    for (const statement of statements) await tx.execute(sql.raw(statement))
    throw undo
  }).catch((error: unknown) => {
    if (error !== undo) throw error
  })
}

export type Statement = (written: Written) => string

/** What is tried, and how the database refuses it: the code, and the constraint where one has the say. */
export type Rule = readonly [
  what: string,
  code: DbErrorCode,
  constraint: string | undefined,
  ...statements: Statement[],
]

export const details = (constraint: string | undefined) => (constraint === undefined ? {} : { details: { constraint } })
