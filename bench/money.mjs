import { money, rate } from '../dist/money.js'
import { priceBasket } from '../dist/pricing.js'
import { interleaved } from './rounds.mjs'

const sizes = [10, 100, 1000]

/** Baskets of a restaurant: prices with centavos, quantities 1 to 4, a modifier on every third line, one coupon. */
export function run({ rounds = 7, milliseconds = 400 } = {}) {
  const inputs = Object.fromEntries(sizes.map((lines) => [lines, basket(lines)]))
  const plain = inCentavos(inputs[10])
  const total = priceBasket(inputs[10]).totals.total.toFixed(2)
  if (floor(plain) !== BigInt(total.replace('.', ''))) throw new Error('the floor prices another basket')

  const { floor: bottom, ...priced } = interleaved(
    {
      floor: () => floor(plain),
      ...Object.fromEntries(sizes.map((lines) => [lines, () => priceBasket(inputs[lines])])),
    },
    { rounds, milliseconds },
  )
  const perLine = Object.fromEntries(sizes.map((lines) => [lines, round(1e6 / priced[lines].median / lines, 3)]))
  const basketsPerSecond = whole(priced[10])
  const floorPerSecond = whole(bottom)
  const timesFloor = round(bottom.median / priced[10].median, 1)
  const row = (what, { median, min, max }, note) =>
    `${what.padEnd(28)}${String(median).padStart(12)}${`${min} to ${max}`.padStart(26)}   ${note}`
  return {
    lines: 10,
    rounds,
    basketsPerSecond,
    floorPerSecond,
    timesFloor,
    microsecondsPerLine: perLine,
    linear: round(perLine[1000] / perLine[10], 2),
    table: [
      `${''.padEnd(28)}${'per second'.padStart(12)}${'spread'.padStart(26)}`,
      row('floor, 10 lines', floorPerSecond, 'whole centavos, no taxes'),
      ...sizes.map((lines) => row(`priceBasket, ${lines} lines`, whole(priced[lines]), `${perLine[lines]} µs a line`)),
      `priceBasket of 10 lines costs ${timesFloor} times the floor (${rounds} rounds, interleaved)`,
    ],
  }
}

function basket(count) {
  const prices = ['18.50', '25.00', '49.90', '132.00', '7.35', '64.00', '89.99', '15.00', '210.00', '33.33']
  const lines = Array.from({ length: count }, (_, i) => ({
    id: String(i),
    quantity: BigInt((i % 4) + 1),
    unitPrice: money(prices[i % prices.length]),
    iva: rate('0.16'),
    ...(i % 3 === 0 ? { modifiers: [{ unitPrice: money('3.00') }] } : {}),
  }))
  return {
    lines,
    discounts: [{ fundedBy: 'restaurant', rate: rate('0.10') }],
    fees: [{ kind: 'delivery', amount: money('35.00'), iva: rate('0.16') }],
    tip: money('20.00'),
  }
}

/** The same basket as whole centavos. */
function inCentavos({ lines, fees, tip }) {
  const centavos = (amount) => BigInt(amount.toFixed(2).replace('.', ''))
  return {
    lines: lines.map(({ quantity, unitPrice, modifiers = [] }) => ({
      quantity,
      unit: modifiers.reduce((sum, modifier) => sum + centavos(modifier.unitPrice), centavos(unitPrice)),
    })),
    fee: centavos(fees[0].amount),
    tip: centavos(tip),
  }
}

/** What nobody could do without: each line, the discount, the total. No shares, no taxes, nothing checked. */
function floor({ lines, fee, tip }) {
  let subtotal = 0n
  for (const { quantity, unit } of lines) subtotal += quantity * unit
  const discount = (subtotal + 5n) / 10n
  return subtotal - discount + fee + tip
}

const round = (value, decimals) => Number(value.toFixed(decimals))
const whole = ({ median, min, max }) => ({ median: Math.round(median), min: Math.round(min), max: Math.round(max) })
