import {
  applyProviderEvent,
  capturePayment,
  getOrder,
  isDbError,
  newId,
  placeOrder,
  quoteOrder,
  recordAuthorization,
  recordCapture,
  setPrice,
  startPayment,
} from '@platform/db'
import { formatMXN } from '@platform/db/money'
import { aCoupon, newTenant, openTestDb } from '@platform/db/testing'

await using db = await openTestDb()
const tenant = await newTenant(db)
const { branchId, items, customer: guest, staff: owner, service: app } = tenant
await aCoupon(tenant) // VEINTE: 20 pesos off, once

// A quote is the whole bill, at prices that stand for ten minutes. The basket has no price in it; the tip is the guest's.
const lines = [{ menuItemId: items['TACO'] ?? '', quantity: 4 }]
const basket = { branchId, service: 'delivery', lines, couponCodes: ['VEINTE'], tip: '10.00' } as const
const quote = await db.as(guest, (tx) => quoteOrder(tx, basket))
for (const { name, quantity, gross } of quote.lines) console.log(`${quantity} ${name}: ${formatMXN(gross)}`)
for (const { name, amount } of quote.adjustments) console.log(`${name}: -${formatMXN(amount)}`)
const { deliveryFee, tip, total, iva } = quote
console.log(
  `Envío ${formatMXN(deliveryFee)}, propina ${formatMXN(tip)}, total ${formatMXN(total)} (IVA ${formatMXN(iva)})`,
)

// The key is made once, when the button is pressed. Pressed twice, or sent again after a lost answer: the same order.
const idempotencyKey = newId()
const place = () => db.as(guest, (tx) => placeOrder(tx, { quoteId: quote.id, idempotencyKey }))
const { id: orderId, folio } = await place()
console.log(`Folio ${folio}; pressed twice: ${(await place()).id === orderId ? 'the same order' : 'another'}`)

// No provider is called inside a transaction: store the payment, call outside, tell what came back.
const payment = { orderId, method: 'card', provider: 'acme', idempotencyKey: newId() } as const
const { id: paymentId, amount } = await db.as(guest, (tx) => startPayment(tx, payment))
const answer = { paymentId, provider: 'acme', providerRef: 'pi_1', amount }
const { status } = await db.as(app, (tx) => recordAuthorization(tx, answer))
const webhook = { ...answer, providerEventId: 'evt_1', news: 'authorized' } as const
const heard = await db.as(app, (tx) => applyProviderEvent(tx, webhook))
console.log(`Card: ${status}; its webhook, which comes later: ${heard}`)
await db.as(app, (tx) => capturePayment(tx, { paymentId }))
const { captured } = await db.as(app, (tx) => recordCapture(tx, answer))
console.log(`Charged ${formatMXN(captured)}`)

// A price that changes after the quote is shown to the guest again, not charged in silence. What was sold stays.
const late = await db.as(guest, (tx) => quoteOrder(tx, { ...basket, couponCodes: [] }))
await db.as(owner, (tx) => setPrice(tx, { productId: items['TACO'] ?? '', branchId, price: '21.00' }))
const error = await db
  .as(guest, (tx) => placeOrder(tx, { quoteId: late.id, idempotencyKey: newId() }))
  .catch((reason: unknown) => reason)
const sold = await db.as(guest, (tx) => getOrder(tx, { orderId }))
console.log(`The older quote: ${isDbError(error) ? error.code : 'placed'}; the order: ${formatMXN(sold.total)}`)
