import { type Choice, type LiveMenu, menuAt, type MenuDish, type MenuHeading } from '../../src/index.ts'
import { asCustomer, type TestTenant } from '../../src/testing.ts'

/** Every dish, in menu order, whatever heading it stands under. */
export function dishesOf(menu: Pick<LiveMenu, 'categories'> | null): readonly MenuDish[] {
  const under = ({ items, categories }: MenuHeading): readonly MenuDish[] => [...items, ...categories.flatMap(under)]
  return menu?.categories.flatMap(under) ?? []
}

/** The ids of an option that a dish offers, by their names, as an order line takes them. */
export async function choiceOf(tenant: TestTenant, sku: string, option: string, quantity = 1): Promise<Choice> {
  const menu = await asCustomer(tenant, (tx) => menuAt(tx, { branchId: tenant.branchId, service: 'pickup' }))
  for (const group of dishesOf(menu).find((dish) => dish.sku === sku)?.groups ?? []) {
    const found = group.options.find(({ name }) => name === option)
    if (found) return { groupId: group.id, optionId: found.id, quantity }
  }
  throw new Error(`${sku} offers no ${option}`)
}
