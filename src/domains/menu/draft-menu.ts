import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { DbError } from '../../kernel/errors.ts'
import { requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { menuSnapshots } from './menu-snapshots.ts'
import { type MenuVersion, menuVersions } from './menu-versions.ts'

export interface DraftMenu {
  /** The published or retired version to begin from. */
  readonly versionId: string
}

/**
 * A draft that begins as a copy of a version: change its rows, then `publishMenu`. Dishes, options, groups and headings
 * keep their ids. For staff and the service. One menu has one draft at a time.
 *
 * A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `NOT_FOUND` no such version, or one that is a draft itself · `MENU_HAS_DRAFT` ·
 * `FORBIDDEN`
 *
 * @example
 * const draft = await db.as(owner, (tx) => draftMenu(tx, { versionId }))
 * await db.as(owner, (tx) => tx.update(menuItems).set({ price: money('95.00') }).where(…))
 * await db.as(owner, (tx) => publishMenu(tx, { versionId: draft.id }))
 */
export function draftMenu(tx: TenantTx, { versionId }: DraftMenu): Batch<MenuVersion> {
  requireUuid('versionId', versionId)
  const { tenantId } = tx.actor
  const id = newId()
  return batch(
    [
      tx.execute(sql`
        insert into ${menuVersions} (tenant_id, id, restaurant_id, menu_id)
        select v.tenant_id, ${id}, v.restaurant_id, v.menu_id
        from ${menuVersions} v where v.tenant_id = ${tenantId} and v.id = ${versionId} and v.status <> 'draft'`),
      tx.execute(sql`
        select app.fill_version(${id}, s.document::jsonb)
        from ${menuSnapshots} s where s.tenant_id = ${tenantId} and s.version_id = ${versionId}`),
      tx
        .select()
        .from(menuVersions)
        .where(and(eq(menuVersions.tenantId, tenantId), eq(menuVersions.id, id))),
    ],
    ([, , [draft]]) => {
      if (!draft) throw new DbError('NOT_FOUND', 'no such version', { details: { table: 'menu_versions' } })
      return draft
    },
  )
}
