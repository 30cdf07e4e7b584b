import { foreignKey, text, uuid } from 'drizzle-orm/pg-core'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { menuVersions } from './menu-versions.ts'

/**
 * One row per published version: the whole of it as one document, so that a menu is read as one row. Written when the
 * version is published, never again; customers read this, not the tables that it was made from.
 */
export const menuSnapshots = tenantTable(
  'menu_snapshots',
  {
    versionId: uuid('version_id').notNull(),
    /** `MenuDocument` as JSON, amounts as text: reading it goes through no float. */
    document: text('document').notNull(),
    /** SHA-256 of the document, hexadecimal. */
    etag: text('etag').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.versionId],
    appendOnly: true,
    constraints: (t) => [
      foreignKey({
        name: 'menu_snapshots_version_fk',
        columns: [t.tenantId, t.versionId],
        foreignColumns: [menuVersions.tenantId, menuVersions.id],
      }),
    ],
    access: () => [allow('select', { staff: true, service: true, customer: true, courier: true })],
  },
)

export type MenuSnapshot = typeof menuSnapshots.$inferSelect
