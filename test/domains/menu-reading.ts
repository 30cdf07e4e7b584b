import { and, eq } from 'drizzle-orm'
import { branches, type MenuAt, menuAt, newId, products } from '../../src/index.ts'
import { asCustomer, asStaff, type TestTenant, type TestDb } from '../../src/testing.ts'
import { dishesOf } from './choice-of.ts'
import { asOwner } from './as-owner.ts'

export const readMenu = (tenant: TestTenant, more: Partial<MenuAt> = {}) =>
  asCustomer(tenant, (tx) => menuAt(tx, { branchId: tenant.branchId, service: 'pickup', ...more }))

export const dishOf = async (tenant: TestTenant, sku: string, more: Partial<MenuAt> = {}) =>
  dishesOf(await readMenu(tenant, more)).find((item) => item.sku === sku)

export const optionId = async (tenant: TestTenant, sku: string) => {
  const [found] = await asStaff(tenant, (tx) =>
    tx
      .select({ id: products.id })
      .from(products)
      .where(and(eq(products.menuId, tenant.menuId), eq(products.sku, sku))),
  )
  return found?.id ?? ''
}

/** A second branch of the same restaurant, where nothing is live yet. */
export async function anotherBranch(
  tenant: TestTenant,
  changes: Partial<typeof branches.$inferInsert> = {},
): Promise<string> {
  const [branch] = await asStaff(tenant, (tx) => tx.select().from(branches))
  const id = newId()
  await asStaff(tenant, (tx) => tx.insert(branches).values({ ...branch!, id, name: 'Norte', ...changes }))
  return id
}

// Monday in Ciudad de México, six hours behind: within the morning of aRichMenu, and behind it.
export const morning = new Date('2027-03-01T15:00:00Z')
export const evening = new Date('2027-03-02T01:00:00Z')

/** What the rows of a version say, as one text. */
export const documentOf = async (db: TestDb, tenant: TestTenant, versionId: string) => {
  const [row] = await asOwner<{ document: string }>(
    db,
    tenant.service,
    `select app.menu_document('${versionId}') as document`,
  )
  return row?.document
}
