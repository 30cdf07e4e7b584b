import fc from 'fast-check'
import { newId } from '../../../src/index.ts'
import {
  add,
  isPositive,
  type Money,
  money,
  multiply,
  rate,
  subtract,
  sum,
  toCentavos,
  zero,
} from '../../../src/money.ts'
import { type RefundableLine, refundShare } from '../../../src/pricing.ts'

/** Words that orders are read from: any list of them is an order and what happens to it. */
export interface Life {
  readonly lines: readonly { readonly quantity: number; readonly cents: number; readonly rate: '0.16' | '0.08' | '0' }[]
  /** Shares of each line's price, in thousandths, of up to two discounts. */
  readonly discounts: readonly {
    readonly funder: 'restaurant' | 'platform'
    readonly third: boolean
    readonly thousandths: readonly number[]
  }[]
  readonly fee: number
  readonly feeOff: number
  readonly tip: number
  readonly steps: readonly Step[]
  /** At the end all that is left is refunded. */
  readonly all: boolean
}

type Step =
  | { readonly do: 'pay' }
  | { readonly do: 'move' }
  | { readonly do: 'cancel' }
  | { readonly do: 'arrive' }
  | {
      readonly do: 'refund'
      readonly units: readonly number[]
      readonly delivery: boolean
      readonly tip: boolean
      readonly liable: 'platform' | 'restaurant' | 'courier'
      readonly tooMuch: boolean
    }

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.constantFrom<Step>({ do: 'pay' }, { do: 'move' }, { do: 'move' }, { do: 'arrive' }), weight: 3 },
  { arbitrary: fc.constant<Step>({ do: 'cancel' }), weight: 1 },
  {
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      units: fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }),
      delivery: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
      tip: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
      liable: fc.constantFrom('platform', 'restaurant', 'courier'),
      tooMuch: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
    }),
    weight: 4,
  },
)

export const life: fc.Arbitrary<Life> = fc.record({
  lines: fc.array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 7 }),
      cents: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 30_000 })),
      rate: fc.constantFrom('0.16', '0.08', '0'),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  discounts: fc.array(
    fc.record({
      funder: fc.constantFrom('restaurant', 'platform'),
      third: fc.boolean(),
      thousandths: fc.array(fc.nat(400), { minLength: 4, maxLength: 4 }),
    }),
    { maxLength: 2 },
  ),
  fee: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 6000 })),
  feeOff: fc.nat(1000),
  tip: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5000 })),
  steps: fc.array(step, { minLength: 4, maxLength: 16 }),
  all: fc.boolean(),
})

/** What the model says of an order at its end. */
export interface Expected {
  readonly orderId: string
  readonly refunds: readonly { readonly total: Money; readonly platform: Money; readonly restaurant: Money }[]
  readonly paid: Money
  readonly customers: Money
  readonly restaurant: Money
  readonly promotions: Money
}

export interface Story {
  readonly sql: string
  readonly expected: Expected
  readonly steps: number
}

export interface Place {
  readonly tenantId: string
  readonly branchId: string
  readonly customerId: string
  readonly versionId: string
  readonly itemId: string
  readonly courierId: string
  /** Promotions by who pays them. */
  readonly promotions: Readonly<Record<'restaurant' | 'platform', string>>
  /** Of the commission. */
  readonly rate: string
}

const pesos = (cents: number): Money => money((cents / 100).toFixed(2))
const way = ['placed', 'accepted', 'preparing', 'ready', 'on_the_way', 'delivered'] as const

/** A life as SQL, and what must be so at its end. */
export function storyOf(place: Place, { lines, discounts, fee, feeOff, tip, steps, all }: Life): Story {
  const orderId = newId()
  const paymentId = newId()
  const t = `'${place.tenantId}'`
  const o = `'${orderId}'`
  const sold = lines.map(({ quantity, cents, rate: ivaRate }, i) => {
    const gross = quantity * cents
    const shares = discounts.map(({ thousandths }) => Math.floor((gross * (thousandths[i] ?? 0)) / 1000))
    const off = shares.reduce((a, b) => a + b, 0)
    const third = shares.reduce((a, b, n) => a + (discounts[n]?.third === true ? b : 0), 0)
    return { lineNo: i + 1, quantity, cents, gross, shares, off, third, ivaRate }
  })
  // An adjustment of nothing is none.
  const given = discounts
    .map((discount, n) => ({ ...discount, n, cents: sold.reduce((a, { shares }) => a + (shares[n] ?? 0), 0) }))
    .filter(({ cents }) => cents > 0)
  const delivery = Math.floor((fee * Math.min(feeOff, 900)) / 1000)
  const subtotal = sold.reduce((a, { gross }) => a + gross, 0)
  const discount = sold.reduce((a, { off }) => a + off, 0)
  const total = pesos(subtotal - discount + fee - delivery + tip)
  const adjustments = given.length + (delivery > 0 ? 1 : 0)

  const out: string[] = []
  out.push(`insert into orders (tenant_id, id, branch_id, customer_id, service, channel, quote_id, quote_hash, line_count, adjustment_count,
    units, subtotal, discount, delivery_fee, delivery_discount, tip, iva, accept_by_at)
  select ${t}, ${o}, '${place.branchId}', '${place.customerId}', 'delivery', 'app', '${newId()}', sha256('x'), ${sold.length}, ${adjustments},
    ${sold.reduce((a, { quantity }) => a + quantity, 0)}, ${pesos(subtotal).toFixed()}, ${pesos(discount).toFixed()}, ${pesos(fee).toFixed()},
    ${pesos(delivery).toFixed()}, ${pesos(tip).toFixed()}, sum(r.iva), now() + interval '15 minutes'
  from (select round(sum(app.iva_of(v.amount, v.rate)), 2) as iva from (values ${[
    ...sold.map(({ gross, off, third, ivaRate }) => `(${pesos(gross - off + third).toFixed()}, ${ivaRate})`),
    `(${pesos(fee - delivery).toFixed()}, 0.16)`,
  ].join(', ')}) as v(amount, rate) group by v.rate) as r;`)
  out.push(`insert into order_items (tenant_id, order_id, line_no, customer_id, line_count, adjustment_count, menu_version_id, menu_item_id, name, iva_class,
    sat_product_key, sat_unit_key, quantity, unit_price, discount, paid_by_third, iva_rate) values ${sold
      .map(
        ({ lineNo, quantity, cents, off, third, ivaRate }) =>
          `(${t}, ${o}, ${lineNo}, '${place.customerId}', ${sold.length}, ${adjustments}, '${place.versionId}', '${place.itemId}', 'x', '${ivaRate === '0' ? 'zero' : 'general'}', '90101500', 'H87', ${quantity}, ${pesos(cents).toFixed()}, ${pesos(off).toFixed()}, ${pesos(third).toFixed()}, ${ivaRate})`,
      )
      .join(', ')};`)
  const adjustment = (
    no: number,
    funder: 'restaurant' | 'platform',
    third: boolean,
    to: string,
    cents: number,
    shares: string,
  ) =>
    `(${t}, ${o}, ${no}, '${place.customerId}', ${sold.length}, ${adjustments}, 'promotion', '${place.promotions[funder]}', null, 'x', '${funder}', '${third ? 'third-party-payment' : 'discount'}', 'g${no}', '${to}', ${pesos(cents).toFixed()}, '{${shares}}')`
  if (adjustments > 0) {
    const rows = given.map(({ funder, third, cents, n }, i) =>
      adjustment(i + 1, funder, third, 'lines', cents, sold.map((line) => pesos(line.shares[n] ?? 0).toFixed()).join()),
    )
    if (delivery > 0) rows.push(adjustment(given.length + 1, 'platform', false, 'delivery', delivery, ''))
    out.push(`insert into order_adjustments (tenant_id, order_id, adjustment_no, customer_id, line_count, adjustment_count, kind, promotion_id, coupon_id, name, funded_by,
      treatment, stacking_group, applies_to, amount, shares) values ${rows.join(', ')};`)
  }
  const event = (seq: number, from: string, to: string) =>
    out.push(
      `insert into order_events (tenant_id, order_id, seq, customer_id, from_status, to_status) values (${t}, ${o}, ${seq}, '${place.customerId}', ${from}, '${to}');`,
    )
  event(1, 'null', 'placed')

  let at = 0
  let paid = false
  let off = false
  const units = sold.map(() => 0)
  const back = { delivery: false, tip: false }
  const refunds: { total: Money; platform: Money; restaurant: Money; liable: string; commission: Money; id: string }[] =
    []
  let arrived = 0
  let taken = 1

  const move = () => {
    if (off || at === way.length - 1) return
    if (way[at + 1] === 'on_the_way') out.push(`perform app.assign_courier(${t}, ${o}, '${place.courierId}');`)
    event(at + 2, `'${way[at]}'`, way[at + 1] ?? '')
    at += 1
    taken += 1
  }
  const pay = () => {
    if (paid || off || !isPositive(total)) return
    out.push(
      `perform app.start_payment(${t}, '${paymentId}', ${o}, 'card', 'acme', null, '${paymentId}');`,
      `perform app.payment_news(${t}, 'acme', 'e-${paymentId}', '${paymentId}', 'r-${paymentId}', 'captured', ${total.toFixed()});`,
    )
    paid = true
    taken += 2
  }
  const call = (id: string, asked: string, delivered: boolean, tipped: boolean, liable: string) =>
    `perform app.refund_order(${t}, '${id}', ${o}, '${asked}', ${delivered}, ${tipped}, 'model', '${liable}', ${liable === 'courier' ? `'${place.courierId}'` : 'null'}, '${id}');`
  const refused = (statement: string) => {
    out.push(`begin ${statement} raise exception 'the model is refused nothing here: ${orderId}';
      exception when check_violation or unique_violation or object_not_in_prerequisite_state then null; end;`)
    taken += 1
  }
  const refund = (wanted: readonly number[], withDelivery: boolean, withTip: boolean, liable: string) => {
    const asked = sold.flatMap((line, i) => {
      const quantity = Math.min(wanted[i] ?? 0, line.quantity - (units[i] ?? 0))
      return quantity > 0 ? [{ line, i, quantity }] : []
    })
    const shares = asked.map(({ line, i, quantity }) => ({
      line,
      share: refundShare(refundable(line, discounts), String(quantity), String(units[i] ?? 0)),
      // Any figure of a line goes back by the same rule.
      commission: refundShare(
        { ...refundable(line, []), total: commissionOf(line, discounts, place.rate) },
        String(quantity),
        String(units[i] ?? 0),
      ).total,
    }))
    const id = newId()
    const goesBack = sum([
      ...shares.map(({ share }) => share.total),
      withDelivery ? pesos(fee - delivery) : zero,
      withTip ? pesos(tip) : zero,
    ])
    const statement = call(
      id,
      JSON.stringify(asked.map(({ line, quantity }) => ({ lineNo: line.lineNo, quantity }))),
      withDelivery,
      withTip,
      liable,
    )
    if (!paid || !isPositive(goesBack)) return refused(statement)
    out.push(statement)
    taken += 1
    asked.forEach(({ i, quantity }) => (units[i] = (units[i] ?? 0) + quantity))
    back.delivery ||= withDelivery
    back.tip ||= withTip
    const of = (who: string) =>
      sum(
        shares.flatMap(({ share }) =>
          share.discounts.filter(({ fundedBy }) => fundedBy === who).map(({ amount }) => amount),
        ),
      )
    refunds.push({
      id,
      total: goesBack,
      platform: of('platform'),
      restaurant: of('restaurant'),
      liable,
      commission: sum(shares.map(({ commission }) => commission)),
    })
  }

  for (const step of steps) {
    if (step.do === 'pay') pay()
    else if (step.do === 'move') move()
    else if (step.do === 'arrive') {
      const next = refunds[arrived]
      if (next) {
        out.push(
          `perform app.refund_news(${t}, 'acme', 'e-${next.id}', '${next.id}', null, 'refunded', ${next.total.toFixed()});`,
        )
        arrived += 1
        taken += 1
      }
    } else if (step.do === 'cancel') {
      if (!off && at < 2) {
        event(at + 2, `'${way[at]}'`, 'cancelled')
        off = true
        taken += 1
      }
    } else if (step.tooMuch) {
      const [first] = sold
      const asked = [{ lineNo: 1, quantity: (first?.quantity ?? 0) - (units[0] ?? 0) + 1 }]
      refused(call(newId(), JSON.stringify(asked), false, false, step.liable))
    } else refund(step.units, step.delivery && !back.delivery, step.tip && !back.tip, step.liable)
  }
  if (all) {
    pay()
    if (paid)
      refund(
        sold.map(({ quantity }) => quantity),
        !back.delivery && fee > delivery,
        !back.tip && tip > 0,
        'restaurant',
      )
  }

  const delivered = at === way.length - 1
  const returned = sum(refunds.map(({ total: one }) => one))
  const commission = sum(sold.map((line) => commissionOf(line, discounts, place.rate)))
  const funded = (who: string) =>
    pesos(given.filter(({ funder }) => funder === who).reduce((a, { cents }) => a + cents, 0))
  const ours = refunds.filter(({ liable }) => liable === 'restaurant')
  const undone = delivered ? ours : []
  return {
    sql: `do $story$ begin\n${out.join('\n')}\nend $story$`,
    steps: taken,
    expected: {
      orderId,
      refunds,
      paid: paid ? total : zero,
      // What they paid and have neither received nor got back; below zero, what they owe.
      customers: delivered ? subtract(total, paid ? total : zero) : subtract(returned, paid ? total : zero),
      restaurant: delivered
        ? add(
            subtract(subtract(commission, pesos(subtotal)), sum(undone.map((one) => one.commission))),
            sum([funded('restaurant'), ...undone.flatMap((one) => [one.total, one.platform])]),
          )
        : zero,
      promotions: delivered
        ? subtract(add(funded('platform'), pesos(delivery)), sum(undone.map((one) => one.platform)))
        : zero,
    },
  }
}

interface Sold {
  readonly quantity: number
  readonly gross: number
  readonly off: number
  readonly third: number
  readonly shares: readonly number[]
}

function refundable({ quantity, gross, off, third, shares }: Sold, discounts: Life['discounts']): RefundableLine {
  const taxable = pesos(gross - off + third)
  return {
    quantity: String(quantity),
    total: pesos(gross - off),
    taxable,
    base: taxable,
    iva: zero,
    ieps: zero,
    taxes: [],
    discounts: shares.flatMap((cents, n) => {
      const funder = discounts[n]?.funder
      return funder === undefined ? [] : [{ id: null, fundedBy: funder, amount: pesos(cents) }]
    }),
  }
}

function commissionOf({ gross, off, shares }: Sold, discounts: Life['discounts'], of: string): Money {
  const platform = shares.reduce((a, b, n) => a + (discounts[n]?.funder === 'platform' ? b : 0), 0)
  return toCentavos(multiply(pesos(gross - off + platform), rate(of)))
}
