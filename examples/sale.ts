import {
  type Actor,
  type Choice,
  type Db,
  defaultSelection,
  menuAt,
  type MenuDish,
  type MenuHeading,
  newId,
  type OrderDetail,
  placeOrder,
  type SelectableGroup,
} from '../src/index.ts'

/** Orders one of each of the first dishes of a branch, with the choices that they ask for, and a tip. */
export async function orderDinner(db: Db, guest: Actor, branchId: string): Promise<OrderDetail> {
  const menu = await db.as(guest, (tx) => menuAt(tx, { branchId, service: 'delivery' }))
  const wanted = (menu?.categories ?? []).flatMap(firstDish).slice(0, 4)
  return db.as(guest, (tx) =>
    placeOrder(tx, {
      idempotencyKey: newId(),
      branchId,
      service: 'delivery',
      tip: '25.00',
      lines: wanted.map((dish, i) => ({
        menuItemId: dish.id,
        quantity: i === 0 ? 3 : 1,
        choices: dish.groups.flatMap(leastChoice),
      })),
    }),
  )
}

function firstDish({ items }: MenuHeading): readonly MenuDish[] {
  return items.filter(({ availability }) => availability.available).slice(0, 1)
}

/** The last options of a group, as many as it asks for, but one where it asks for none. */
function leastChoice({ id: groupId, minSelected, options }: SelectableGroup): readonly Choice[] {
  return options.slice(-Math.max(1, minSelected)).map((option) => ({
    groupId,
    optionId: option.id,
    quantity: 1,
    choices: defaultSelection(option),
  }))
}
