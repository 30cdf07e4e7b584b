import { sql } from 'drizzle-orm'
import { check, foreignKey, index, text, uuid } from 'drizzle-orm/pg-core'
import { at, id } from '../../kernel/columns.ts'
import { exclusion, sameKey } from '../../kernel/ddl.ts'
import { audited } from '../../rls/audited.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { branches } from '../restaurants/branches.ts'
import { channelList, channels } from './channels.ts'
import { menuSnapshots } from './menu-snapshots.ts'
import { menuVersions } from './menu-versions.ts'

/**
 * One row per time that a version was, is or will be what a branch sells on a channel. At any moment it is one: two are
 * refused. `app.publish_menu` alone writes here. A version has a snapshot from when it is published, and none without
 * one can stand here: a draft is never live.
 */
export const menuPlacements = tenantTable(
  'menu_placements',
  {
    id: id(),
    restaurantId: uuid('restaurant_id').notNull(),
    branchId: uuid('branch_id').notNull(),
    channel: text('channel', { enum: channels }).notNull(),
    menuId: uuid('menu_id').notNull(),
    versionId: uuid('version_id').notNull(),
    liveFrom: at('live_from_at').notNull(),
    /** Not included; open, when null. */
    liveUntil: at('live_until_at'),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'menu_placements_branch_fk',
        columns: [t.tenantId, t.restaurantId, t.branchId],
        foreignColumns: [branches.tenantId, branches.restaurantId, branches.id],
      }),
      foreignKey({
        name: 'menu_placements_version_fk',
        columns: [t.tenantId, t.restaurantId, t.menuId, t.versionId],
        foreignColumns: [menuVersions.tenantId, menuVersions.restaurantId, menuVersions.menuId, menuVersions.id],
      }),
      foreignKey({
        name: 'menu_placements_snapshot_fk',
        columns: [t.tenantId, t.versionId],
        foreignColumns: [menuSnapshots.tenantId, menuSnapshots.versionId],
      }),
      check('menu_placements_channel_known', sql`${t.channel} in (${sql.raw(channelList)})`),
      check('menu_placements_until_after_from', sql`${t.liveUntil} > ${t.liveFrom}`),
      // What menuAt reads: the last that began, backwards.
      index('menu_placements_of_branch_idx').on(t.tenantId, t.branchId, t.channel, t.liveFrom),
      index('menu_placements_version_idx').on(t.tenantId, t.versionId),
      index('menu_placements_branch_idx').on(t.tenantId, t.restaurantId, t.branchId),
    ],
    access: () => [allow('select', { staff: true, service: true, customer: true, courier: true })],
    ddl: [
      exclusion(
        'menu_placements',
        'menu_placements_one_live',
        `using gist (${sameKey('tenant_id::text', 'branch_id::text', 'channel')}, tstzrange(live_from_at, live_until_at) with &&)`,
      ),
      ...audited('menu_placements'),
    ],
  },
)

export type MenuPlacement = typeof menuPlacements.$inferSelect
