import {
  type Choice,
  type LiveMenu,
  menuAt,
  type MenuDish,
  type MenuHeading,
  type OrderLineInput,
  type Service,
  type TenantTx,
} from '@platform/db'
import type { LineFile } from './data.ts'

/** The menu of a branch, which has one. */
export async function menuOf(tx: TenantTx, branchId: string, service: Service = 'delivery'): Promise<LiveMenu> {
  const menu = await menuAt(tx, { branchId, service })
  if (!menu) throw new Error('the branch has no menu')
  return menu
}

export function dishesOf({ categories }: { readonly categories: readonly MenuHeading[] }): readonly MenuDish[] {
  return categories.flatMap((heading) => [...heading.items, ...dishesOf(heading)])
}

/** What somebody wants in the words of the menu, as ids: what an application's screen does with taps. */
export function linesOf(menu: LiveMenu, lines: readonly LineFile[]): readonly OrderLineInput[] {
  const dishes = dishesOf(menu)
  return lines.map(({ sku, quantity, choices }) => {
    const dish = named(dishes, sku, (each) => each.sku)
    return { menuItemId: dish.id, quantity, choices: Object.entries(choices).flatMap((chosen) => pick(dish, chosen)) }
  })
}

function pick({ groups }: MenuDish, [groupName, optionNames]: [string, readonly string[]]): readonly Choice[] {
  const group = named(groups, groupName, ({ name }) => name)
  return optionNames.map((wanted) => ({
    groupId: group.id,
    optionId: named(group.options, wanted, ({ name }) => name).id,
    quantity: 1,
  }))
}

function named<T>(things: readonly T[], name: string, nameOf: (thing: T) => string): T {
  const found = things.find((thing) => nameOf(thing) === name)
  if (found === undefined) throw new Error(`the menu has no «${name}»`)
  return found
}
