import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { newId } from '../../src/index.ts'
import { allocate, lineTaxes, type Money, money, percentOf, rate, sum } from '../../src/money.ts'
import { test } from '../database.ts'
import { asOwner } from './as-owner.ts'

const COUNT = Number(process.env['TWIN_BASKETS'] ?? 300)
const seed = Number(process.env['TWIN_SEED'] ?? Date.now() % 2 ** 31)
console.info(`sql twins: ${COUNT} baskets, seed ${seed} (TWIN_BASKETS, TWIN_SEED)`)

const peso = (centavos: number): Money => money((BigInt(centavos) / 100n).toString()).plus(cents(centavos % 100))
const cents = (rest: number): Money => money(`0.${String(rest).padStart(2, '0')}`)

const rateText = fc.oneof(
  fc.constantFrom('0', '0.08', '0.16', null),
  fc.integer({ min: 0, max: 1_000_000 }).map((millionths) => (millionths / 1e6).toFixed(6)),
)
/** Small amounts collide and tie, large ones overflow what is careless. */
const centavos = (most: number) =>
  fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 0, max: most }))

describe('what SQL computes is what the money module computes', () => {
  test('app.iva_base and app.iva_of are lineTaxes', async ({ db, tenant }) => {
    const cases = fc.sample(fc.record({ total: centavos(99_999_999_999_999), rate: rateText }), {
      seed,
      numRuns: COUNT * 10,
    })
    const rows = await asOwner<{ base: string; iva: string }>(
      db,
      tenant.service,
      `select app.iva_base(c.total, c.rate)::text as base, app.iva_of(c.total, c.rate)::text as iva
       from json_to_recordset('${json(cases.map((c, n) => ({ n, rate: c.rate, total: peso(c.total).toFixed(2) })))}')
         as c (n int, total numeric, rate numeric)
       order by c.n`,
    )
    const expected = cases.map((c) => lineTaxes(peso(c.total), c.rate === null ? 'exempt' : rate(c.rate)))
    expect(rows.map(({ base, iva }) => [money(base).toFixed(6), money(iva).toFixed(6)])).toEqual(
      expected.map(({ base, iva }) => [base.toFixed(6), iva.toFixed(6)]),
    )
  })

  test('the shares of app.redeem_coupon are those of allocate, and the taxes follow them', async ({ db, tenant }) => {
    const line = fc.record({ price: centavos(2_000_000), quantity: fc.integer({ min: 1, max: 12 }), rate: rateText })
    const basket = fc.record({
      lines: fc.array(line, { minLength: 1, maxLength: 12 }),
      coupon: fc.oneof(
        fc.record({ amount: centavos(5_000_000).map((amount) => amount + 1) }),
        fc.record({ percent: fc.integer({ min: 1, max: 1_000_000 }).map((part) => (part / 1e6).toFixed(6)) }),
      ),
    })
    const baskets = fc.sample(basket, { seed, numRuns: COUNT }).map(({ lines, coupon }, n) => ({
      n,
      id: newId(),
      code: `TWIN-${n}`,
      coupon,
      lines: lines.map(({ price, ...rest }, i) => ({ ...rest, lineNo: i + 1, price: peso(price) })),
    }))
    const grossOf = (lines: (typeof baskets)[number]['lines']) => lines.map((l) => l.price.times(BigInt(l.quantity)))
    const orders = baskets.map(({ n, id, code, lines }) => ({ n, id, code, subtotal: sum(grossOf(lines)).toFixed(2) }))
    const items = baskets.flatMap(({ id, lines }) => lines.map((l) => ({ ...l, id, price: l.price.toFixed(2) })))
    const coupons = baskets.map(({ code, coupon }) => ({
      code,
      kind: 'amount' in coupon ? 'amount' : 'percent',
      amount: 'amount' in coupon ? peso(coupon.amount).toFixed(2) : null,
      percent: 'percent' in coupon ? coupon.percent : null,
    }))
    const { tenantId, branchId, customerId } = tenant
    const ours = `'${tenantId}'`
    const rows = await asOwner<{ n: number; discount: string; shares: string[]; bases: string[]; ivas: string[] }>(
      db,
      tenant.service,
      `insert into coupons (tenant_id, code, kind, amount_off, percent_off, max_redemptions, funded_by)
       select ${ours}, code, kind, amount, percent, 1, 'platform'
       from json_to_recordset('${json(coupons)}') as c (code text, kind text, amount numeric, percent numeric)`,
      `insert into orders (tenant_id, id, branch_id, customer_id, service, subtotal)
       select ${ours}, id, '${branchId}', '${customerId}', 'pickup', subtotal
       from json_to_recordset('${json(orders)}') as o (id uuid, subtotal numeric)`,
      `insert into order_items (tenant_id, order_id, line_no, customer_id, menu_version_id, menu_item_id, name, quantity, unit_price, iva_rate)
       select ${ours}, id, "lineNo", '${customerId}', '${tenant.versionId}', '${tenant.items['TACO']}', 'x', quantity, price, rate
       from json_to_recordset('${json(items)}') as i (id uuid, "lineNo" int, quantity int, price numeric, rate numeric)`,
      `insert into order_events (tenant_id, order_id, seq, customer_id, to_status)
       select ${ours}, id, 1, '${customerId}', 'placed' from orders where tenant_id = ${ours}`,
      `select app.redeem_coupon(${ours}, id, code) from json_to_recordset('${json(orders)}') as o (id uuid, code text)`,
      `select o.n, r.discount::text,
         array_agg(l.discount::text order by l.line_no) as shares,
         array_agg(l.iva_base::text order by l.line_no) as bases,
         array_agg(l.iva::text order by l.line_no) as ivas
       from json_to_recordset('${json(orders)}') as o (n int, id uuid)
       join orders r on r.tenant_id = ${ours} and r.id = o.id
       join order_items l on l.tenant_id = ${ours} and l.order_id = o.id
       group by o.n, r.discount order by o.n`,
    )
    const found = rows.map(({ n, discount, shares, bases, ivas }) => ({
      n,
      discount: money(discount).toFixed(2),
      shares: shares.map((share) => money(share).toFixed(2)),
      taxes: bases.map((base, i) => [money(base).toFixed(6), money(ivas[i] ?? '').toFixed(6)]),
    }))
    const expected = baskets.map(({ n, coupon, lines }) => {
      const gross = grossOf(lines)
      const subtotal = sum(gross)
      const wanted = 'amount' in coupon ? peso(coupon.amount) : percentOf(subtotal, rate(coupon.percent))
      const discount = wanted.gt(subtotal) ? subtotal : wanted
      const shares = subtotal.isZero() ? gross : allocate(discount, gross)
      const taxes = lines.map((l, i) =>
        lineTaxes(gross[i]!.minus(shares[i]!), l.rate === null ? 'exempt' : rate(l.rate)),
      )
      return {
        n,
        discount: discount.toFixed(2),
        shares: shares.map((share) => share.toFixed(2)),
        taxes: taxes.map(({ base, iva }) => [base.toFixed(6), iva.toFixed(6)]),
      }
    })
    expect(found).toEqual(expected)
  })
})

/** For a literal in SQL: nothing here holds a quote. */
function json(value: unknown): string {
  return JSON.stringify(value)
}
