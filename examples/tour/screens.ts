import {
  branchBoard,
  type Db,
  listCoupons,
  listHours,
  listPromotions,
  listStock,
  salesByDay,
  topItems,
  type WeekWindow,
} from '@platform/db'
import { formatMXN } from '@platform/db/money'
import { row, rowUnlessZero } from './paper.ts'
import type { Branch, Shop } from './shop.ts'

// What the staff of a tenant see. Every figure is read from the database.

/** A tenant: the hours and the stock of its branches, its coupons. */
export async function tenantScreen(db: Db, { slug, cook, branches }: Shop): Promise<readonly string[]> {
  const lines = [slug]
  for (const { restaurant, branchId } of branches) {
    const { services, timeZone } = await db.as(cook, (tx) => listHours(tx, { branchId }))
    const shelf = await db.as(cook, (tx) => listStock(tx, { branchId }))
    lines.push(`  ${restaurant} (${timeZone})`)
    for (const { service, windows } of services) {
      if (windows.length > 0) lines.push(`    ${service.padEnd(10)}${weekOf(windows)}`)
    }
    lines.push(`    en existencia: ${shelf.map(({ name, onHand, unit }) => `${name} ${onHand} ${unit}`).join(', ')}`)
  }
  const promotions = await db.as(cook, (tx) => listPromotions(tx))
  for (const { code, promotionId, redeemed, maxRedemptions } of await db.as(cook, (tx) => listCoupons(tx))) {
    const promotion = promotions.find(({ id }) => id === promotionId)
    lines.push(`  cupón ${code}: ${promotion?.name ?? ''}, ${redeemed} de ${maxRedemptions ?? 'sin límite'}`)
  }
  return lines
}

/** Days with the same hours, together: `1–5 08:00–23:00`. */
function weekOf(windows: readonly WeekWindow[]): string {
  const daysOf = new Map<string, number[]>()
  for (const { weekday, opens, closes } of windows) {
    const hours = `${opens}–${closes}`
    daysOf.set(hours, [...(daysOf.get(hours) ?? []), weekday])
  }
  return [...daysOf]
    .map(([hours, days]) => (days.length === 7 ? `diario ${hours}` : `día ${days[0]}–${days.at(-1)} ${hours}`))
    .join(', ')
}

/** The kitchen's screen. */
export async function boardScreen(db: Db, { cook }: Shop, branchId: string): Promise<readonly string[]> {
  const board = await db.as(cook, (tx) => branchBoard(tx, { branchId }))
  return board.flatMap(({ folio, service, status, version, notes, lines }) => [
    `COCINA  folio ${folio}  ${service}  ${status} (v${version})  ${notes}`,
    ...lines.map(
      ({ quantity, name, modifiers }) =>
        `  ${quantity} ${name}: ${modifiers.map(({ optionName }) => optionName).join(', ')}`,
    ),
  ])
}

/** A branch's day: what it sold, what sold best, what is left on the shelf. */
export async function dayScreen(db: Db, { cook }: Shop, branch: Branch, day: string): Promise<readonly string[]> {
  const { branchId, restaurant } = branch
  const days = { branchId, from: day, until: day }
  const [sales] = await db.as(cook, (tx) => salesByDay(tx, days))
  const best = await db.as(cook, (tx) => topItems(tx, { ...days, limit: 3 }))
  const shelf = await db.as(cook, (tx) => listStock(tx, { branchId }))
  if (!sales) return [`${restaurant}: nada el ${day}`]
  return [
    `${restaurant}, ${sales.businessOn}: ${sales.orders} pedido(s), ${sales.units} platillos`,
    row('Ventas', sales.subtotal),
    ...rowUnlessZero('Descuentos', sales.discount, '-'),
    ...rowUnlessZero('Envíos', sales.delivery),
    row('Propinas', sales.tips),
    row('Total', sales.total),
    row('  IVA incluido', sales.iva),
    ...best.map(({ name, units, total }, i) => `  ${i + 1}. ${name}: ${units} por ${formatMXN(total)}`),
    ...shelf.map(({ name, onHand, reserved, unit }) => `  quedan ${onHand} ${unit} de ${name}, ${reserved} apartados`),
  ]
}
