import { and, desc, eq, ne } from 'drizzle-orm'
import {
  draftMenu,
  menuItems,
  type MenuVersion,
  menuVersions,
  type NewMenuItem,
  publishMenu,
  type PublishMenu,
  type TenantTx,
} from '../../src/index.ts'
import type { TestTenant } from '../../src/testing.ts'

/** A draft of the newest version with a change in it, not published: nobody buys from it. */
export async function draftWith(
  { db, staff, menuId }: TestTenant,
  change: (tx: TenantTx, draft: MenuVersion) => PromiseLike<unknown> = async () => undefined,
): Promise<MenuVersion> {
  return db.as(staff, async (tx) => {
    const [newest] = await tx
      .select({ id: menuVersions.id })
      .from(menuVersions)
      .where(and(eq(menuVersions.menuId, menuId), ne(menuVersions.status, 'draft')))
      .orderBy(desc(menuVersions.number))
      .limit(1)
    if (!newest) throw new Error('the menu has no version to draft from')
    const draft = await draftMenu(tx, { versionId: newest.id })
    await change(tx, draft)
    return draft
  })
}

/** The menu with a change, published: what is sold from then on. */
export async function changeMenu(
  tenant: TestTenant,
  change: (tx: TenantTx, draft: MenuVersion) => PromiseLike<unknown>,
  placed: Omit<PublishMenu, 'versionId'> = {},
): Promise<MenuVersion> {
  const { id: versionId } = await draftWith(tenant, change)
  return tenant.db.as(tenant.staff, (tx) => publishMenu(tx, { versionId, ...placed }))
}

/** One dish of the menu, otherwise; published. */
export function changeDish(tenant: TestTenant, sku: string, set: Partial<NewMenuItem>): Promise<MenuVersion> {
  return changeMenu(tenant, (tx, { id }) =>
    tx
      .update(menuItems)
      .set(set)
      .where(and(eq(menuItems.versionId, id), eq(menuItems.itemId, tenant.items[sku] ?? ''))),
  )
}
