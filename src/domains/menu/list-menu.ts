import { and, asc, eq, sql } from 'drizzle-orm'
import { requireOneOf, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { money, type Money } from '../../money/money.ts'
import { type Service, services } from '../restaurants/services.ts'
import { type Channel, channels } from './channels.ts'
import { liveOn, momentSql } from './live-on.ts'
import { menuPlacements } from './menu-placements.ts'
import { productPrices } from './product-prices.ts'
import { publishedItems } from './published-items.ts'
import { soldOuts } from './sold-outs.ts'

export interface ListMenu {
  readonly branchId: string
  /** `app`, when left out. */
  readonly channel?: Channel
  /** `delivery`, when left out. */
  readonly service?: Service
}

/**
 * What a branch sells now, dish by dish in menu order, at the price of branch, channel and service; sold out ones are
 * marked. Prices are pesos with IVA. With choices, headings and dayparts: `menuAt`.
 *
 * A builder: add `.limit()`, look at `.toSQL()`, or hand it back from a scope to pay one round trip. Every relation
 * carries the tenant: the planner then knows it, and a sharded server goes to one shard.
 *
 * @throws {DbError} `INVALID` with the field
 *
 * @example
 * const menu = await db.as(guest, (tx) => listMenu(tx, { branchId }))
 *
 * The SQL: `select … from menu_placements join published_items … where menu_placements.tenant_id = $1 and branch_id = $2
 * and channel = $3 and live_from_at <= now() and … order by place`
 */
export function listMenu(tx: TenantTx, { branchId, channel = 'app', service = 'delivery' }: ListMenu) {
  requireUuid('branchId', branchId)
  requireOneOf('channel', channel, channels)
  requireOneOf('service', service, services)
  const tenant = tx.actor.tenantId
  const ownPrice = sql`(
    select ${productPrices.price} from ${productPrices}
    where ${productPrices.tenantId} = ${tenant} and ${productPrices.menuId} = ${menuPlacements.menuId}
      and ${productPrices.productId} = ${publishedItems.itemId} and ${productPrices.validFrom} <= now()
      and (${productPrices.validUntil} is null or ${productPrices.validUntil} > now())
      and (${productPrices.branchId} is null or ${productPrices.branchId} = ${branchId})
      and (${productPrices.channel} is null or ${productPrices.channel} = ${channel})
      and (${productPrices.service} is null or ${productPrices.service} = ${service})
    order by ${productPrices.branchId} nulls last, ${productPrices.channel} nulls last, ${productPrices.service} nulls last
    limit 1)`
  return tx
    .select({
      id: publishedItems.itemId,
      versionId: publishedItems.versionId,
      category: publishedItems.category,
      sku: publishedItems.sku,
      name: publishedItems.name,
      description: publishedItems.description,
      price: sql<Money>`coalesce(${ownPrice}, ${publishedItems.price})`.mapWith((price: string) => money(price)),
      soldOut: sql<boolean>`exists (
        select from ${soldOuts}
        where ${soldOuts.tenantId} = ${tenant} and ${soldOuts.branchId} = ${branchId}
          and ${soldOuts.productId} = ${publishedItems.itemId} and ${soldOuts.since} <= now()
          and (${soldOuts.until} is null or ${soldOuts.until} > now()))`,
    })
    .from(menuPlacements)
    .innerJoin(
      publishedItems,
      and(
        eq(publishedItems.tenantId, menuPlacements.tenantId),
        eq(publishedItems.versionId, menuPlacements.versionId),
        eq(publishedItems.tenantId, tenant),
      ),
    )
    .where(liveOn(tx, { branchId, channel, moment: momentSql(undefined) }))
    .orderBy(asc(publishedItems.place))
    .$dynamic()
}

export type MenuRow = Awaited<ReturnType<typeof listMenu>>[number]
