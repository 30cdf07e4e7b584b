import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { lineTaxes, type Money, money, rate } from '../../src/money.ts'
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
})

/** For a literal in SQL: nothing here holds a quote. */
function json(value: unknown): string {
  return JSON.stringify(value)
}
