import { and, eq } from 'drizzle-orm'
import { type Branch as BranchRow, branches, type Db, getOrder, type Order, orderTimeline } from '@platform/db'
import { readOrders, readTenants } from './data.ts'
import { clock, indented, row, today } from './paper.ts'
import { charge, collect, pay, thePayment } from './payment.ts'
import { quoteSheet, receipt } from './receipt.ts'
import { refusals } from './refusals.ts'
import { arrive, cook, place, quote, type Sale, send } from './sale.ts'
import { boardScreen, dayScreen, tenantScreen } from './screens.ts'
import { checks, handIn, ledgerScreen, opinion, refundOne, statement, tipShares } from './settlement.ts'
import { openShop, type Shop } from './shop.ts'

/**
 * The whole story of `examples/data`: two tenants open three restaurants; a guest in each orders, pays, gets and reviews
 * what they ordered, with coupons, modifiers and tips; then what the database refuses, the money, and the day's figures.
 */
export async function tour(db: Db): Promise<void> {
  console.log('1. Two tenants, three restaurants: hours, stock, coupons\n')
  const shops: Shop[] = []
  for (const tenant of await readTenants()) shops.push(await openShop(db, tenant))
  for (const shop of shops) show(await tenantScreen(db, shop))

  console.log('2. An order, from its quote to the door; and one in each other restaurant\n')
  const sales: Sale[] = []
  for (const wanted of await readOrders()) {
    const shop = shops.find(({ branches: own }) => own.some(({ restaurant }) => restaurant === wanted.restaurant))
    const branch = shop?.branches.find(({ restaurant }) => restaurant === wanted.restaurant)
    const guest = shop?.guests.get(wanted.guest)
    if (shop && branch && guest) sales.push({ shop, branch, guest, wanted })
  }
  const sold: { sale: Sale; order: Order; orderId: string; businessOn: string }[] = []
  for (const sale of sales) sold.push(await sell(db, sale, sold.length === 0))

  console.log('3. What the database refuses\n')
  const [first] = sold
  const last = sold.at(-1)
  if (first && last) show(await refusals(db, first.sale, first.orderId, last.sale))

  console.log('4. The money: a refund, a review, cash handed in, statements\n')
  if (first) {
    show(await refundOne(db, first.sale, first.orderId))
    show(await opinion(db, first.sale, first.order))
    show(await ledgerScreen(db, first.sale.shop, first.orderId))
    show(await checks(db, first.sale, first.orderId))
  }
  for (const shop of shops) show(await handIn(db, shop))
  for (const { sale } of sold) show(await statement(db, sale.shop, sale.branch, today(sale.branch.timeZone)))

  console.log('5. The day of each branch\n')
  for (const { sale, businessOn } of sold) show(await dayScreen(db, sale.shop, sale.branch, businessOn))
}

/** All the way: told step by step, or by its receipt alone. */
async function sell(on: Db, sale: Sale, told: boolean) {
  const { shop, branch, guest } = sale
  const { timeZone, branchId } = branch
  const tell = (lines: readonly string[]) => {
    if (told) show(lines)
  }
  const offer = await quote(on, sale)
  tell(['COTIZACIÓN', ...quoteSheet(offer, timeZone)])

  const order = await place(on, guest, offer.id)
  const { id: orderId, folio, placedAt, acceptBy, businessOn } = order
  tell([`PEDIDO  folio ${folio}, ${clock(timeZone, placedAt)}, por aceptar antes de las ${clock(timeZone, acceptBy)}`])

  const paying = await pay(on, sale, order)
  tell(paying)

  await cook(on, shop, orderId)
  tell(await boardScreen(on, shop, branchId))

  if (told) show(await tipShares(on, sale, order))
  await send(on, shop, order)
  const taken = await collect(on, sale, order)
  await arrive(on, shop, order)
  const charged = await charge(on, sale, orderId)
  const steps = await on.as(guest, (tx) => orderTimeline(tx, { orderId }))
  tell([
    'HISTORIA',
    ...steps.map(
      ({ seq, to, at, actorKind, reason }) =>
        `  ${seq}. ${clock(timeZone, at)}  ${to.padEnd(10)}  ${actorKind.padEnd(8)}  ${reason}`,
    ),
  ])

  const detail = await on.as(guest, (tx) => getOrder(tx, { orderId }))
  const { method, captured } = await thePayment(on, sale, orderId)
  const paid = method === 'cash' ? taken : [...charged, row('Pagado con tarjeta', captured)]
  show(receipt(branch.restaurant, await branchRow(on, sale), detail, paid))
  return { sale, order, orderId, businessOn }
}

async function branchRow(on: Db, { shop, guest, branch }: Sale): Promise<BranchRow> {
  const [row] = await on.as(guest, (tx) =>
    tx
      .select()
      .from(branches)
      .where(and(eq(branches.tenantId, shop.tenantId), eq(branches.id, branch.branchId))),
  )
  return row!
}

function show(lines: readonly string[]): void {
  if (lines.length > 0) console.log(`${indented(lines)}\n`)
}
