import {
  type Actor,
  type Db,
  listMenu,
  listModifiers,
  type MenuRow,
  type ModifierRow,
  newId,
  type OrderDetail,
  placeOrder,
} from '../src/index.ts'

/** Orders one of each of the first dishes of a branch, with the choices that they ask for, and a tip. */
export async function orderDinner(db: Db, guest: Actor, branchId: string): Promise<OrderDetail> {
  const menu = await db.as(guest, (tx) => listMenu(tx, { branchId }))
  const wanted = firstOfEachCategory(menu)
  const offered = await db.as(guest, (tx) => listModifiers(tx, { menuItemIds: wanted.map(({ id }) => id) }))
  return db.as(guest, (tx) =>
    placeOrder(tx, {
      idempotencyKey: newId(),
      branchId,
      service: 'delivery',
      tip: '25.00',
      lines: wanted.map(({ id }, i) => ({
        menuItemId: id,
        quantity: i === 0 ? 3 : 1,
        optionIds: leastChoice(offered.filter(({ itemId }) => itemId === id)),
      })),
    }),
  )
}

function firstOfEachCategory(menu: readonly MenuRow[]): readonly MenuRow[] {
  return menu.filter(({ category }, i) => menu.findIndex((row) => row.category === category) === i).slice(0, 4)
}

/** The last options of each group, as many as the group asks for, but one where it asks for none. */
function leastChoice(offered: readonly ModifierRow[]): readonly string[] {
  const groups = [...new Set(offered.map(({ groupId }) => groupId))]
  return groups.flatMap((group) => {
    const options = offered.filter(({ groupId }) => groupId === group)
    return options.slice(-Math.max(1, options[0]?.minSelected ?? 1)).map(({ optionId }) => optionId)
  })
}
