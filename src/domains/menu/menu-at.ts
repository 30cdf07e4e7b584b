import { createHash } from 'node:crypto'
import { and, desc, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { requireMoment, requireOneOf, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { branches } from '../restaurants/branches.ts'
import { type Service, services } from '../restaurants/services.ts'
import { type Channel, channels } from './channels.ts'
import { liveOn, momentSql } from './live-on.ts'
import type { KeptMenu, MenuCache } from './menu-cache.ts'
import type { MenuDocument } from './menu-document.ts'
import { type Known, momentFor, type MenuMoment, momentOf, textOf } from './menu-moment.ts'
import { menuPlacements } from './menu-placements.ts'
import { menuSnapshots } from './menu-snapshots.ts'
import { menuVersions } from './menu-versions.ts'
import { type MenuHeading, menuOf } from './menu.ts'

export interface MenuAt {
  readonly branchId: string
  readonly service: Service
  /** `app`, when left out. */
  readonly channel?: Channel
  /** Now, by the database's clock, when left out. The past is answered with the version and the prices of then. */
  readonly at?: Date
  /** Menus that this process has read before: the database then sends their documents no more. */
  readonly cache?: MenuCache
}

export interface LiveMenu {
  readonly menuId: string
  readonly versionId: string
  /** 1, 2, 3 … of its menu. */
  readonly number: number
  /**
   * Changes when anything of this answer does: the version, a price, what is sold out, a daypart. Not with what the branch
   * sells on another menu. For an HTTP ETag.
   */
  readonly etag: string
  readonly categories: readonly MenuHeading[]
}

/**
 * The whole menu of a branch: what is live there on the channel at that moment, at the prices of branch, channel,
 * service and moment, with what is sold out or off its hours marked. Amounts are pesos with IVA, exact.
 *
 * One statement, one round trip. The version comes as one row, written when it was published; what belongs to the
 * moment is laid over it here. With a `cache`, a version is sent and parsed once per process.
 *
 * Whether the branch is open is another question: `isOpenAt`.
 *
 * @returns null when nothing is live there. Not to be changed: parts of it are shared with other readers
 * @throws {DbError} `INVALID` with the field
 *
 * @example
 * const menu = await db.as(guest, (tx) => menuAt(tx, { branchId, service: 'delivery' }))
 * menu?.categories[0]?.items[0]?.price // Money
 *
 * The SQL: `select … from menu_placements join branches … join menu_versions … join menu_snapshots … where tenant_id = $1
 * and branch_id = $2 and channel = $3 and live_from_at <= $4 and …`, with
 * `app.menu_moment(…)` for prices, sold-out marks and dayparts
 */
export function menuAt(tx: TenantTx, input: MenuAt): Batch<LiveMenu | null> {
  const { branchId, service, channel = 'app', at, cache } = input
  requireUuid('branchId', branchId)
  requireOneOf('service', service, services)
  requireOneOf('channel', channel, channels)
  if (at !== undefined) requireMoment('at', at)
  const tenant = tx.actor.tenantId
  const place = `${tenant} ${branchId.toLowerCase()} ${channel}`
  const known = cache?.recall(place)
  const moment = momentSql(at)
  const live = tx
    .select({
      menuId: menuPlacements.menuId,
      versionId: menuPlacements.versionId,
      number: menuVersions.number,
      etag: menuSnapshots.etag,
      document: sql<
        string | null
      >`case when ${menuSnapshots.etag} = ${known?.etag ?? null}::text then null else ${menuSnapshots.document} end`,
      moment: sql<
        string | null
      >`app.menu_moment(${menuPlacements.menuId}, ${menuPlacements.branchId}, ${channel}, ${service}, ${moment}, ${branches.timeZone})`,
    })
    .from(menuPlacements)
    .innerJoin(
      branches,
      and(
        eq(branches.tenantId, menuPlacements.tenantId),
        eq(branches.id, menuPlacements.branchId),
        eq(branches.tenantId, tenant),
      ),
    )
    .innerJoin(
      menuVersions,
      and(
        eq(menuVersions.tenantId, menuPlacements.tenantId),
        eq(menuVersions.id, menuPlacements.versionId),
        eq(menuVersions.tenantId, tenant),
      ),
    )
    .innerJoin(
      menuSnapshots,
      and(
        eq(menuSnapshots.tenantId, menuPlacements.tenantId),
        eq(menuSnapshots.versionId, menuPlacements.versionId),
        eq(menuSnapshots.tenantId, tenant),
      ),
    )
    .where(liveOn(tx, { branchId, channel, moment }))
    // At most one holds: the order lets the index be read from its end, and the first row be the last.
    .orderBy(desc(menuPlacements.liveFrom))
    .limit(1)
  return batch([live], ([[row]]) => {
    if (!row) return null
    const { menuId, versionId, number } = row
    const read = row.document === null && known ? known : readOf(row)
    const kept = cache?.keep(place, read) ?? read
    const differs = momentFor(kept.known, momentOf(row.moment))
    const categories = differs === null ? (kept.plain ??= menuOf(kept.document, null)) : menuOf(kept.document, differs)
    return { menuId, versionId, number, etag: etagOf(versionId, kept.etag, differs), categories }
  })
}

function readOf({ etag, document }: { readonly etag: string; readonly document: string | null }): KeptMenu {
  if (document === null) throw new Error('the snapshot was not sent')
  const parsed = JSON.parse(document) as MenuDocument // what our own function wrote
  return { etag, document: parsed, known: knownOf(parsed) }
}

function knownOf({ modifierGroups, categories }: MenuDocument): Known {
  const items = categories.flatMap((category) => category.items)
  const options = modifierGroups.flatMap((group) => group.options)
  return {
    products: new Set([...items, ...options].map(({ id }) => id)),
    dayparts: new Set([...categories, ...items].flatMap(({ daypartId }) => daypartId ?? [])),
  }
}

/** Of the version, too: two with the same dishes are two answers. */
function etagOf(versionId: string, etag: string, differs: MenuMoment | null): string {
  return createHash('sha256')
    .update(`${versionId}\n${etag}\n${textOf(differs)}`)
    .digest('base64url')
}
