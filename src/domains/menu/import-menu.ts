import { Batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { money } from '../../money/money.ts'
import { itemModifierGroups } from './item-modifier-groups.ts'
import { menuCategories } from './menu-categories.ts'
import { type MenuFile, requireMenuFile } from './menu-file.ts'
import { menuItems, type NewMenuItem } from './menu-items.ts'
import { menus } from './menus.ts'
import { modifierGroups } from './modifier-groups.ts'
import { modifierOptions } from './modifier-options.ts'

export interface ImportMenu {
  readonly restaurantId: string
  readonly menu: MenuFile
}

export interface ImportedMenu {
  readonly menuId: string
  /** Ids by sku. */
  readonly items: Readonly<Record<string, string>>
}

/** A statement takes 65,535 parameters at most; the widest row here has 14. */
const ROWS_PER_STATEMENT = 2000

/**
 * Adds a whole menu to a restaurant, or nothing of it. For staff and the service.
 *
 * A batch: one round trip, whatever the size. Ids are made here, so every row knows its parent before anything is sent.
 *
 * @throws {DbError} `INVALID` with the place in the file · `REFERENCED` no such restaurant · `FORBIDDEN` · `CONFLICT` two
 * groups, or two options of a group, of one name
 *
 * @example
 * const { items } = await db.as(service(tenantId), (tx) => importMenu(tx, { restaurantId, menu }))
 */
export function importMenu(tx: TenantTx, input: ImportMenu): Batch<ImportedMenu> {
  return importMenuAt('menu', tx, input)
}

/** As a part of something larger: errors name the menu by its place in that. */
export function importMenuAt(root: string, tx: TenantTx, { restaurantId, menu }: ImportMenu): Batch<ImportedMenu> {
  requireUuid('restaurantId', restaurantId)
  requireMenuFile(root, menu)
  const { tenantId } = tx.actor
  const menuId = newId()

  const groups = menu.modifierGroups.map((group) => ({ ...group, id: newId() }))
  const groupIds = new Map(groups.map(({ key, id }) => [key, id]))
  const options = groups.flatMap((group) =>
    group.options.map(({ name, price }, position) => ({
      tenantId,
      groupId: group.id,
      name,
      price: money(price),
      position,
    })),
  )
  const categories = menu.categories.map(({ name, items }, position) => ({
    tenantId,
    id: newId(),
    menuId,
    name,
    position,
    items,
  }))
  const items = categories.flatMap((category) =>
    category.items.map((item, position) => ({
      tenantId,
      id: newId(),
      menuId,
      categoryId: category.id,
      sku: item.sku,
      name: item.name,
      description: item.description ?? '',
      price: money(item.price),
      ivaClass: item.ivaClass ?? ('general' as const),
      prepMinutes: item.prepMinutes,
      allergens: [...item.allergens],
      position,
      groups: item.modifierGroups,
    })),
  )
  const links = items.flatMap((item) =>
    item.groups.flatMap((key, position) => {
      const groupId = groupIds.get(key)
      return groupId === undefined ? [] : [{ tenantId, itemId: item.id, groupId, position }]
    }),
  )

  const statements = [
    tx.insert(menus).values({ tenantId, id: menuId, restaurantId, name: menu.name }),
    ...chunks(groups).map((rows) =>
      tx.insert(modifierGroups).values(
        rows.map(({ id, name, minSelected, maxSelected }) => ({
          tenantId,
          id,
          menuId,
          name,
          minSelected,
          maxSelected,
        })),
      ),
    ),
    ...chunks(options).map((rows) => tx.insert(modifierOptions).values(rows)),
    ...chunks(categories).map((rows) =>
      tx.insert(menuCategories).values(rows.map(({ items: _items, ...category }) => category)),
    ),
    ...chunks(items).map((rows) =>
      tx.insert(menuItems).values(rows.map(({ groups: _groups, ...item }): NewMenuItem => item)),
    ),
    ...chunks(links).map((rows) => tx.insert(itemModifierGroups).values(rows)),
  ]
  return new Batch(statements, () => ({ menuId, items: Object.fromEntries(items.map(({ sku, id }) => [sku, id])) }))
}

function chunks<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_PER_STATEMENT) }, (_, i) =>
    rows.slice(i * ROWS_PER_STATEMENT, (i + 1) * ROWS_PER_STATEMENT),
  )
}
