import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { TenantTx } from '../../kernel/tx.ts'
import { requireUuid } from '../../kernel/input.ts'
import { branches } from '../restaurants/branches.ts'
import { menuCategories } from './menu-categories.ts'
import { menuItems } from './menu-items.ts'
import { menus } from './menus.ts'

export interface ListMenu {
  readonly branchId: string
}

/**
 * What a branch sells, in menu order; archived items are left out, sold out ones are marked. Prices are pesos with IVA.
 *
 * A builder: add `.limit()`, look at `.toSQL()`, or hand it back from a scope to pay one round trip. Every relation
 * carries the tenant: the planner then knows it, and a sharded server goes to one shard.
 *
 * @throws {DbError} `INVALID` branchId
 *
 * @example
 * const menu = await db.as(guest, (tx) => listMenu(tx, { branchId }))
 *
 * The SQL: `select … from branches join menus … join menu_categories … join menu_items … where branches.tenant_id = $1
 * and … and branches.id = $5 order by menu_categories.position, menu_items.position`
 */
export function listMenu(tx: TenantTx, { branchId }: ListMenu) {
  requireUuid('branchId', branchId)
  const tenant = tx.actor.tenantId
  return tx
    .select({
      id: menuItems.id,
      category: menuCategories.name,
      sku: menuItems.sku,
      name: menuItems.name,
      description: menuItems.description,
      price: menuItems.price,
      prepMinutes: menuItems.prepMinutes,
      allergens: menuItems.allergens,
      soldOut: sql<boolean>`coalesce(${menuItems.soldOutUntil} > now(), false)`,
    })
    .from(branches)
    .innerJoin(
      menus,
      and(
        eq(menus.tenantId, branches.tenantId),
        eq(menus.restaurantId, branches.restaurantId),
        eq(menus.tenantId, tenant),
      ),
    )
    .innerJoin(
      menuCategories,
      and(
        eq(menuCategories.tenantId, menus.tenantId),
        eq(menuCategories.menuId, menus.id),
        eq(menuCategories.tenantId, tenant),
      ),
    )
    .innerJoin(
      menuItems,
      and(
        eq(menuItems.tenantId, menuCategories.tenantId),
        eq(menuItems.categoryId, menuCategories.id),
        eq(menuItems.tenantId, tenant),
      ),
    )
    .where(
      and(
        eq(branches.tenantId, tenant),
        eq(branches.id, branchId),
        isNull(menus.archivedAt),
        isNull(menuItems.archivedAt),
      ),
    )
    .orderBy(asc(menuCategories.position), asc(menuItems.position), asc(menuItems.id))
    .$dynamic()
}

export type MenuRow = Awaited<ReturnType<typeof listMenu>>[number]
