import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { requireMenuFile } from './check-menu-file.ts'
import { documentOfFile } from './document-of-file.ts'
import type { MenuFile } from './menu-file.ts'
import { menuVersions } from './menu-versions.ts'
import { menus } from './menus.ts'
import { products } from './products.ts'

export interface ImportMenu {
  readonly restaurantId: string
  /** A menu of the restaurant that gets a new version; a new menu, when left out. */
  readonly menuId?: string
  readonly menu: MenuFile
}

export interface ImportedMenu {
  readonly menuId: string
  /** The draft: nobody buys from it before `publishMenu`. */
  readonly versionId: string
  /** Ids of the dishes by sku; a dish that the menu had before keeps its own. */
  readonly items: Readonly<Record<string, string>>
}

/**
 * A file as a draft: a new menu, or a new version of one; all of it, or nothing. For staff and the service.
 *
 * A batch: one round trip, whatever the size: the file travels as one document, and the database makes rows of it.
 *
 * @throws {DbError} `INVALID` with the place in the file · `REFERENCED` no such restaurant or menu · `FORBIDDEN` ·
 * `MENU_HAS_DRAFT` the menu has a draft already
 *
 * @example
 * const { versionId } = await db.as(service(tenantId), (tx) => importMenu(tx, { restaurantId, menu }))
 */
export function importMenu(tx: TenantTx, input: ImportMenu): Batch<ImportedMenu> {
  return importMenuAt('menu', tx, input)
}

/** As a part of something larger: errors name the menu by its place in that. */
export function importMenuAt(
  root: string,
  tx: TenantTx,
  { restaurantId, menuId: existing, menu }: ImportMenu,
  versionId = newId(),
): Batch<ImportedMenu> {
  requireUuid('restaurantId', restaurantId)
  if (existing !== undefined) requireUuid('menuId', existing)
  requireMenuFile(root, menu)
  const { tenantId } = tx.actor
  const menuId = existing ?? newId()
  const document = JSON.stringify(documentOfFile(menu))
  // Two who count at once meet at the one draft that a menu may have.
  const nextNumber = sql<number>`(select coalesce(max(v.number), 0) + 1 from ${menuVersions} v where v.tenant_id = ${tenantId} and v.menu_id = ${menuId})`
  return batch(
    [
      existing === undefined
        ? tx.insert(menus).values({ tenantId, id: menuId, restaurantId, name: menu.name })
        : batch([], () => undefined),
      tx.insert(menuVersions).values({ tenantId, id: versionId, restaurantId, menuId, number: nextNumber }),
      tx.execute(sql`select app.fill_version(${versionId}, ${document}::jsonb)`),
      tx
        .select({ sku: products.sku, id: products.id })
        .from(products)
        .where(and(eq(products.tenantId, tenantId), eq(products.menuId, menuId), eq(products.kind, 'item'))),
    ],
    ([, , , items]) => ({
      menuId,
      versionId,
      items: Object.fromEntries(items.map(({ sku, id }) => [sku, id])),
    }),
  )
}
