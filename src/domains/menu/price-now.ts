import { type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { type Money, money } from '../../money/money.ts'
import type { Service } from '../restaurants/services.ts'
import type { Channel } from './channels.ts'
import { menuPlacements } from './menu-placements.ts'
import { productPrices } from './product-prices.ts'
import { publishedItems } from './published-items.ts'
import { soldOuts } from './sold-outs.ts'

export interface SoldAt {
  readonly tenantId: string
  /** The id, or the column that has it. */
  readonly branchId: string | AnyPgColumn
  readonly channel: Channel
  readonly service: Service
}

/** What a dish of `published_items`, placed by `menu_placements`, costs there at this moment. */
export function priceNow({ tenantId, branchId, channel, service }: SoldAt): SQL<Money> {
  const ownPrice = sql`(
    select ${productPrices.price} from ${productPrices}
    where ${productPrices.tenantId} = ${tenantId} and ${productPrices.menuId} = ${menuPlacements.menuId}
      and ${productPrices.productId} = ${publishedItems.itemId} and ${productPrices.validFrom} <= now()
      and (${productPrices.validUntil} is null or ${productPrices.validUntil} > now())
      and (${productPrices.branchId} is null or ${productPrices.branchId} = ${branchId})
      and (${productPrices.channel} is null or ${productPrices.channel} = ${channel})
      and (${productPrices.service} is null or ${productPrices.service} = ${service})
    order by ${productPrices.branchId} nulls last, ${productPrices.channel} nulls last, ${productPrices.service} nulls last
    limit 1)`
  return sql<Money>`coalesce(${ownPrice}, ${publishedItems.price})`.mapWith((price: string) => money(price))
}

/** Whether the branch has run out of it. */
export function soldOutNow({ tenantId, branchId }: Pick<SoldAt, 'tenantId' | 'branchId'>): SQL<boolean> {
  return sql<boolean>`exists (
        select from ${soldOuts}
        where ${soldOuts.tenantId} = ${tenantId} and ${soldOuts.branchId} = ${branchId}
          and ${soldOuts.productId} = ${publishedItems.itemId} and ${soldOuts.since} <= now()
          and (${soldOuts.until} is null or ${soldOuts.until} > now()))`
}
