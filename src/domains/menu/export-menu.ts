import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { DbError } from '../../kernel/errors.ts'
import { requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { dayparts } from '../restaurants/dayparts.ts'
import { fileOfDocument } from './file-of-document.ts'
import type { DocumentDaypart, MenuDocument } from './menu-document.ts'
import type { MenuFile } from './menu-file.ts'
import { menuVersions } from './menu-versions.ts'
import { menus } from './menus.ts'

export interface ExportMenu {
  /** Any version: a draft, too. */
  readonly versionId: string
}

/**
 * A version as a file, which `importMenu` makes the same version of: amounts as text, what has its default left out. The
 * dayparts it refers to are in it with their windows of today. For staff and the service.
 *
 * Of a draft that cannot be published, a price for an option that the dish does not offer is left out: a file has no
 * place for it.
 *
 * One statement, one round trip.
 *
 * @throws {DbError} `INVALID` versionId · `NOT_FOUND` no such version · `FORBIDDEN`
 *
 * @example
 * const file = await db.as(owner, (tx) => exportMenu(tx, { versionId }))
 * await db.as(owner, (tx) => importMenu(tx, { restaurantId, menu: file })) // a copy, as a menu of its own
 *
 * The SQL: `select menus.name, app.menu_document(menu_versions.id), (select json_agg(…) from dayparts …) from menu_versions
 * join menus … where tenant_id = $1 and menu_versions.id = $2`
 */
export function exportMenu(tx: TenantTx, { versionId }: ExportMenu): Batch<MenuFile> {
  requireUuid('versionId', versionId)
  // The policies would hide the rows of a published version from a customer: an empty file would be a lie.
  if (tx.actor.kind !== 'staff' && tx.actor.kind !== 'service') {
    throw new DbError('FORBIDDEN', 'only staff and the service export menus')
  }
  const { tenantId } = tx.actor
  const parts = sql<string>`(
    select coalesce(json_agg(json_build_object('id', ${dayparts.id}, 'name', ${dayparts.name}, 'minutes', ${dayparts.minutes}::text)
      order by ${dayparts.name}), '[]')::text
    from ${dayparts} where ${dayparts.tenantId} = ${tenantId} and ${dayparts.restaurantId} = ${menuVersions.restaurantId})`
  const version = tx
    .select({
      name: menus.name,
      document: sql<string>`app.menu_document(${menuVersions.id})`,
      dayparts: parts,
    })
    .from(menuVersions)
    .innerJoin(
      menus,
      and(eq(menus.tenantId, menuVersions.tenantId), eq(menus.id, menuVersions.menuId), eq(menus.tenantId, tenantId)),
    )
    .where(and(eq(menuVersions.tenantId, tenantId), eq(menuVersions.id, versionId)))
  return batch([version], ([[row]]) => {
    if (!row) throw new DbError('NOT_FOUND', 'no such version', { details: { table: 'menu_versions' } })
    // Both are what our own SQL wrote.
    const document = JSON.parse(row.document) as MenuDocument
    return fileOfDocument(row.name, document, JSON.parse(row.dayparts) as readonly DocumentDaypart[])
  })
}
