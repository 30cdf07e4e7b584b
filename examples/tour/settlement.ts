import {
  balances,
  closePayout,
  type Db,
  handInCash,
  isDbError,
  ledgerOf,
  newId,
  type Order,
  payoutStatement,
  ratingsOf,
  recordRefund,
  refundOrder,
  reviewOrder,
  service,
  shareTip,
  startPayment,
  verifySettlement,
} from '@platform/db'
import { add, formatMXN, isPositive, isZero, type Money, money } from '@platform/db/money'
import { row, rowUnlessZero } from './paper.ts'
import { provider } from './payment.ts'
import type { Sale } from './sale.ts'
import type { Branch, Shop } from './shop.ts'

/** Who gets the tip is said before the order is delivered; what is left goes to the courier who brings it. */
export async function tipShares(db: Db, { shop }: Sale, { id: orderId, tip }: Order): Promise<readonly string[]> {
  const kitchen = { beneficiary: 'pool', amount: '10.00' } as const
  const shares = await db.as(shop.cook, (tx) => shareTip(tx, { orderId, shares: [kitchen] }))
  return [
    row('PROPINA', tip),
    ...shares.map(({ beneficiary, amount }) =>
      row(`  para ${beneficiary === 'pool' ? 'la cocina' : 'repartidor'}`, amount),
    ),
  ]
}

/** One unit of one line goes back: what it was worth when it was sold, discount and IVA included. */
export async function refundOne(db: Db, { shop }: Sale, orderId: string): Promise<readonly string[]> {
  const decided = await db.as(shop.cook, (tx) =>
    refundOrder(tx, {
      orderId,
      lines: [{ lineNo: 1, quantity: 1 }],
      reason: 'Llegó sin queso',
      liableParty: 'restaurant',
      idempotencyKey: newId(),
    }),
  )
  const { status } = await db.as(service(shop.tenantId), (tx) =>
    recordRefund(tx, { refundId: decided.id, provider, outcome: 'done', amount: decided.total }),
  )
  return [
    row(`DEVOLUCIÓN  ${decided.reason}: ${status}`, decided.total),
    ...decided.lines.map(({ lineNo, quantity, total }) => row(`  ${quantity} de la línea ${lineNo}`, total)),
    `  IVA ${decided.iva.toFixed(6)}; lo paga el restaurante`,
  ]
}

export async function opinion(db: Db, { guest, branch }: Sale, { id: orderId, service: how }: Order) {
  await db.as(guest, (tx) =>
    reviewOrder(tx, {
      orderId,
      stars: 5,
      comment: '¡Riquísimo!',
      dishes: [{ lineNo: 1, stars: 4 }],
      ...(how === 'delivery' ? { courier: { stars: 5 } } : {}),
    }),
  )
  const { average, count } = await db.as(guest, (tx) => ratingsOf(tx, { branchId: branch.branchId }))
  return [`RESEÑA  ¡Riquísimo!  La sucursal: ${average ?? ''} de ${count}`]
}

/** What was booked for an order: every journal adds up to nothing, by a constraint. */
export async function ledgerScreen(db: Db, { cook }: Shop, orderId: string): Promise<readonly string[]> {
  const entries = await db.as(cook, (tx) => ledgerOf(tx, { orderId }))
  return entries.map(
    ({ source, kind, reason, debit, credit }) =>
      `${source.padEnd(10)}${kind.padEnd(19)}${reason.padEnd(19)}${(isPositive(debit) ? formatMXN(debit) : '').padStart(10)}${(isPositive(credit) ? formatMXN(credit) : '').padStart(10)}`,
  )
}

/** The courier brings the cash to the till: never more than they hold. */
export async function handIn(db: Db, { cook, rider, riderId }: Shop): Promise<readonly string[]> {
  const held = async () => {
    const [cash] = await db.as(rider, (tx) => balances(tx, { kind: 'courier_cash' }))
    return cash?.balance
  }
  const before = await held()
  if (!before || isZero(before)) return []
  const give = (amount: Money) =>
    db.as(cook, (tx) => handInCash(tx, { courierId: riderId, amount, idempotencyKey: newId() }))
  const refused = await give(add(before, money('1'))).catch((error: unknown) => error)
  await give(before)
  const after = await held()
  return [
    row('EN LA BOLSA del repartidor', before),
    `  entregar un peso más: ${isDbError(refused) ? refused.code : 'was let through'}`,
    ...(after ? [row('  después de entregarlo', after)] : []),
  ]
}

/** The statement of a restaurant for a day, closed and paid. */
export async function statement(db: Db, { tenantId, cook }: Shop, { restaurant, restaurantId }: Branch, day: string) {
  const days = { restaurantId, from: day, to: day }
  await db.as(service(tenantId), (tx) => closePayout(tx, days))
  const s = await db.as(cook, (tx) => payoutStatement(tx, days))
  return [
    `ESTADO DE CUENTA  ${restaurant}, ${day}`,
    row('Ventas', s.sales),
    ...rowUnlessZero('Descuentos que paga la app', s.platformPromotions),
    ...rowUnlessZero('Descuentos propios', s.promotions, '-'),
    ...rowUnlessZero('Envíos', s.delivery),
    ...rowUnlessZero('Devoluciones', s.refunds, '-'),
    ...rowUnlessZero('Comisión', s.commission, '-'),
    ...rowUnlessZero('IVA de la comisión', s.commissionIva, '-'),
    ...rowUnlessZero('ISR retenido', s.isrWithheld, '-'),
    ...rowUnlessZero('IVA retenido', s.ivaWithheld, '-'),
    row('A PAGAR', s.amount),
    ...(s.payout ? [row('  pagado', s.payout.amount)] : []),
  ]
}

/** What the database refuses of money; and what its verifier finds when it adds everything up again. */
export async function checks(db: Db, { shop, guest }: Sale, orderId: string): Promise<readonly string[]> {
  const more = { orderId, reason: 'Otra vez', liableParty: 'platform' } as const
  const outcome = (work: Promise<unknown>) =>
    work.then(
      () => 'was let through',
      (error: unknown) => (isDbError(error) ? error.code : String(error)),
    )
  const twice = await outcome(
    db.as(guest, (tx) => startPayment(tx, { orderId, method: 'card', provider, idempotencyKey: newId() })),
  )
  const tooMuch = await outcome(
    db.as(shop.cook, (tx) =>
      refundOrder(tx, { ...more, lines: [{ lineNo: 1, quantity: 3 }], idempotencyKey: newId() }),
    ),
  )
  const again = await outcome(db.as(guest, (tx) => reviewOrder(tx, { orderId, stars: 1 })))
  const differences = await db.as(service(shop.tenantId), (tx) => verifySettlement(tx))
  return [
    `${'Pagar otra vez'.padEnd(38)} ${twice}`,
    `${'Devolver más de lo que queda'.padEnd(38)} ${tooMuch}`,
    `${'Reseñar otra vez'.padEnd(38)} ${again}`,
    `${'Todo sumado de nuevo'.padEnd(38)} ${differences.length} diferencias`,
  ]
}
