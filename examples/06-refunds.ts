import {
  balances,
  collectCash,
  isDbError,
  newId,
  payBackCash,
  type RefundedLine,
  refundOrder,
  setCommissionTerms,
  startPayment,
  verifySettlement,
} from '@platform/db'
import { formatMXN, isZero } from '@platform/db/money'
import { aCoupon, aDeliveredOrder, newTenant, openTestDb } from '@platform/db/testing'

await using db = await openTestDb()
const tenant = await newTenant(db)
const { restaurantId, customer: guest, staff: cashier, service: app, items } = tenant
const terms = { restaurantId, rate: '0.15', person: 'entity', validFrom: '2026-01-01' } as const
await db.as(cashier, (tx) => setCommissionTerms(tx, terms))
await aCoupon(tenant)

// Three tacos at 18.50, 20 pesos off: 35.50, which three does not divide. Paid at the counter, with a hundred.
const lines = [{ menuItemId: items['TACO'] ?? '', quantity: 3 }]
const { id: orderId, total } = await aDeliveredOrder(tenant, { lines, couponCodes: ['VEINTE'] })
const cash = { orderId, method: 'cash', changeFor: '100', idempotencyKey: newId() } as const
const { id: paymentId } = await db.as(guest, (tx) => startPayment(tx, cash))
const { change } = await db.as(cashier, (tx) => collectCash(tx, { paymentId, collected: '100' }))
console.log(`Total ${formatMXN(total)}, change ${formatMXN(change)}`)
console.log(`Owed and held: ${await books()}`)

// A refund names units, never amounts: the database looks up what they were sold for, and the parts add up.
console.log(`One taco back: ${await refund([{ lineNo: 1, quantity: 1 }])}`)
console.log(`Then the other two: ${await refund([{ lineNo: 1, quantity: 2 }])}`)
console.log(`And one more: ${await refund([{ lineNo: 1, quantity: 1 }])}`)

// The ledger followed by itself, each refund in its own statement; added up again from the start, nothing differs.
console.log(`Owed and held: ${await books()}`)
const differences = await db.as(app, (tx) => verifySettlement(tx))
console.log(`Differences: ${differences.length}`)

async function books(): Promise<string> {
  const accounts = await db.as(cashier, (tx) => balances(tx))
  const open = accounts.filter(({ balance }) => !isZero(balance))
  return open.map(({ kind, balance }) => `${kind} ${formatMXN(balance)}`).join(', ') || 'nothing'
}

async function refund(units: readonly RefundedLine[]): Promise<string> {
  const why = { reason: 'Llegó frío', liableParty: 'restaurant', idempotencyKey: newId() } as const
  try {
    const made = await db.as(cashier, (tx) => refundOrder(tx, { orderId, lines: units, ...why }))
    const { status } = await db.as(cashier, (tx) => payBackCash(tx, { refundId: made.id }))
    return `${formatMXN(made.total)}, ${status}`
  } catch (error) {
    return isDbError(error) ? error.code : String(error)
  }
}
