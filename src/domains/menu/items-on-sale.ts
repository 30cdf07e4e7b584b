import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { branches } from '../restaurants/branches.ts'
import type { Service } from '../restaurants/services.ts'
import type { Channel } from './channels.ts'
import { liveOn, momentSql } from './live-on.ts'
import { type MenuMoment, momentOf } from './menu-moment.ts'
import { menuPlacements } from './menu-placements.ts'
import { publishedItems } from './published-items.ts'
import type { PublishedItem } from './published-item.ts'

export interface ItemsOnSale {
  readonly branchId: string
  readonly channel: Channel
  readonly service: Service
  readonly itemIds: readonly string[]
}

export interface OnSale {
  /** Null, like the menu, when nothing is live there. */
  readonly versionId: string | null
  readonly menuId: string | null
  /** Of the dishes asked for, those of the live version. */
  readonly items: readonly PublishedItem[]
  readonly moment: MenuMoment | null
}

/** What some dishes of the live menu cost now, and whether they are sold; one statement, without the menu around them. */
export function itemsOnSale(tx: TenantTx, { branchId, channel, service, itemIds }: ItemsOnSale): Batch<OnSale> {
  const tenant = tx.actor.tenantId
  const now = momentSql(undefined)
  const live = tx
    .select({
      versionId: menuPlacements.versionId,
      menuId: menuPlacements.menuId,
      moment: sql<
        string | null
      >`app.menu_moment(${menuPlacements.menuId}, ${menuPlacements.branchId}, ${channel}, ${service}, ${now}, ${branches.timeZone})`,
      items: sql`(
        select jsonb_agg(${publishedItems.document}) from ${publishedItems}
        where ${and(
          eq(publishedItems.tenantId, tenant),
          eq(publishedItems.versionId, menuPlacements.versionId),
          inArray(publishedItems.itemId, [...itemIds]),
        )})`.mapWith((items: string) => JSON.parse(items) as readonly PublishedItem[]), // what our own function wrote
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
    .where(liveOn(tx, { branchId, channel, moment: now }))
    // At most one holds: the order lets the index be read from its end, and the first row be the last.
    .orderBy(desc(menuPlacements.liveFrom))
    .limit(1)
  return batch([live], ([[row]]) => ({
    versionId: row?.versionId ?? null,
    menuId: row?.menuId ?? null,
    items: row?.items ?? [],
    moment: momentOf(row?.moment ?? null),
  }))
}
