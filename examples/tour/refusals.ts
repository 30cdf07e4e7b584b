import {
  cancelOrder,
  clearSpecialDay,
  type Db,
  getOrder,
  isDbError,
  newId,
  setPrice,
  setSpecialDay,
  startPreparing,
} from '@platform/db'
import { dishesOf, menuOf } from './menu.ts'
import { today } from './paper.ts'
import { place, quote, type Sale } from './sale.ts'

/**
 * What the database refuses, one thing after another, with the code of each and what an application can show.
 *
 * @param delivered an order of `sale` that has been delivered
 * @param abroad a sale of another tenant
 */
export async function refusals(db: Db, sale: Sale, delivered: string, abroad: Sale): Promise<readonly string[]> {
  const { shop, guest, branch, wanted } = sale
  const { branchId } = branch
  const plain = { ...sale, wanted: { ...wanted, couponCodes: [] } }
  const [line] = wanted.lines
  if (!line) return []

  const told: string[] = []
  const refused = async (what: string, work: () => Promise<unknown>) => {
    told.push(`${what.padEnd(38)} ${await outcome(work)}`)
  }
  await refused('Un pedido de otro tenant', () => db.as(abroad.guest, (tx) => getOrder(tx, { orderId: delivered })))
  await refused('Cocinar lo que ya se entregó', () =>
    db.as(shop.cook, (tx) => startPreparing(tx, { orderId: delivered })),
  )
  await refused('Cancelar lo que ya se entregó', () => db.as(guest, (tx) => cancelOrder(tx, { orderId: delivered })))
  await refused('El cupón de primera visita, otra vez', () =>
    quote(db, { ...sale, wanted: { ...wanted, couponCodes: ['BIENVENIDO'] } }),
  )
  await refused('Un cupón del que no quedan canjes', () =>
    quote(db, { ...sale, wanted: { ...wanted, couponCodes: ['FOGON50'] } }),
  )

  const before = await quote(db, plain)
  const taco = await db.as(guest, async (tx) =>
    dishesOf(await menuOf(tx, branchId)).find(({ sku }) => sku === line.sku),
  )
  if (taco) await db.as(shop.cook, (tx) => setPrice(tx, { productId: taco.id, branchId, price: '31.00' }))
  await refused('Un precio que ya cambió', () => place(db, guest, before.id))

  const party = await quote(db, { ...plain, wanted: { ...plain.wanted, lines: [{ ...line, quantity: 60 }] } })
  await refused('60 tacos, y carne para menos', () => place(db, guest, party.id))

  const first = await quote(db, plain)
  const second = await quote(db, plain)
  const key = newId()
  const placed = await place(db, guest, first.id, key)
  const again = await place(db, guest, first.id, key)
  told.push(`${'La misma llave otra vez'.padEnd(38)} el mismo pedido: folio ${placed.folio}, folio ${again.folio}`)
  await refused('La misma llave para otra cotización', () => place(db, guest, second.id, key))
  await refused('La misma cotización con otra llave', () => place(db, guest, first.id))
  await db.as(guest, (tx) => cancelOrder(tx, { orderId: placed.id, reason: 'Cambio de planes' }))

  const on = today(branch.timeZone)
  await db.as(shop.cook, (tx) =>
    setSpecialDay(tx, { branchId, on, services: ['delivery'], windows: [], reason: 'Lluvia' }),
  )
  await refused('Un día en que se cerró por lluvia', () => place(db, guest, second.id))
  await db.as(shop.cook, (tx) => clearSpecialDay(tx, { branchId, on, services: ['delivery'] }))
  return told
}

/** The code, and beside it what it carries for a screen: line numbers, moments, places. */
async function outcome(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'was let through'
  } catch (error) {
    if (!isDbError(error)) return `failed otherwise: ${String(error)}`
    const shown = ['lineNos', 'code', 'nextOpeningAt'].flatMap((name) => {
      const value = error.details[name]
      return value === undefined ? [] : [`${name} ${value}`]
    })
    return [error.code, ...shown].join('  ')
  }
}
