import { describe, expect } from 'vitest'
import { findTaxRule, type FindTaxRule } from '../../../src/index.ts'
import { ivaOn, taxRules } from '../../../src/pricing.ts'
import { money, rate } from '../../../src/money.ts'
import { asCustomer, asStaff, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asSuperuser } from '../as-owner.ts'

const find = (tenant: TestTenant, input: FindTaxRule) => asStaff(tenant, (tx) => findTaxRule(tx, input))

describe('findTaxRule', () => {
  test('gives the rule in force on a day, with its source', async ({ tenant }) => {
    expect(await find(tenant, { tax: 'iva', key: 'general', on: '2026-11-21' })).toEqual([
      {
        tax: 'iva',
        key: 'general',
        rate: rate('0.16'),
        perLitre: null,
        validFrom: '2020-01-01',
        validTo: '2026-12-31',
        source: 'LIVA art. 1; SAT c_TasaOCuota',
        certainty: 'sourced',
      },
    ])
  })

  test('gives the quota of the year, on its first day and its last', async ({ tenant }) => {
    const quota = async (on: string) =>
      (await find(tenant, { tax: 'ieps-quota', key: 'sugared-drink', on })).map(({ perLitre }) => perLitre)
    expect(await quota('2025-12-31')).toEqual([money('1.6451')])
    expect(await quota('2026-01-01')).toEqual([money('3.0818')])
  })

  test('gives nothing for a day that nobody confirmed: an absence, not a guess', async ({ tenant }) => {
    expect(await find(tenant, { tax: 'iva-border', key: 'north', on: '2025-12-31' })).toHaveLength(1)
    expect(await find(tenant, { tax: 'iva-border', key: 'north', on: '2026-01-01' })).toEqual([])
    expect(await find(tenant, { tax: 'iva', key: 'general', on: '2027-01-01' })).toEqual([])
  })

  test('says of an exempt good that it has no rate, and of groceries that theirs is 0', async ({ tenant }) => {
    const rateOf = async (key: string) => (await find(tenant, { tax: 'iva', key, on: '2026-11-21' }))[0]?.rate
    expect([await rateOf('exempt'), await rateOf('zero')]).toEqual([null, rate('0')])
    expect(ivaOn('2026-11-21', 'exempt').iva).toBe('exempt')
  })

  test('has a row for every rule of the package on its first day and its last, and no others', async ({
    db,
    tenant,
  }) => {
    for (const rule of taxRules) {
      const key = rule.tax === 'iva' ? rule.good : rule.tax === 'iva-border' ? rule.region : rule.product
      for (const on of [rule.validFrom, rule.validTo]) {
        const [row, ...others] = await find(tenant, { tax: rule.tax, key, on })
        expect(others).toEqual([])
        expect({ ...row, rate: row?.rate?.toFixed() ?? null, perLitre: row?.perLitre?.toFixed() ?? null }).toEqual({
          tax: rule.tax,
          key,
          rate: 'rate' in rule ? rule.rate : null,
          perLitre: 'perLitre' in rule ? rule.perLitre : null,
          validFrom: rule.validFrom,
          validTo: rule.validTo,
          source: rule.source,
          certainty: rule.certainty,
        })
      }
    }
    expect(await asSuperuser(db, 'select count(*)::int as rows from tax_rules')).toEqual([{ rows: taxRules.length }])
  })

  test.for<[field: string, input: object]>([
    ['tax', { tax: 'isr' }],
    ['key', { key: ' ' }],
    ['on', { on: '2026-02-30' }],
    ['on', { on: 'today' }],
  ])('refuses a wrong %s', async ([field, wrong], { tenant }) => {
    const input = { tax: 'iva', key: 'general', on: '2026-11-21', ...wrong } as FindTaxRule
    await expect(find(tenant, input)).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })
})

describe('tax_rules', () => {
  const insert = (tax: string, key: string, rate: string, from: string, to: string) =>
    `insert into tax_rules values ('${tax}', '${key}', ${rate}, null, '${from}', '${to}', 'a test', 'verify')`

  test.for<[what: string, constraint: string, statement: string]>([
    ['a second rule for a day', 'one_per_day', insert('iva', 'general', '0.15', '2026-12-31', '2027-12-31')],
    ['a rule inside another', 'one_per_day', insert('iva', 'general', '0.15', '2026-03-01', '2026-03-01')],
    ['an end before its beginning', 'ends_after_it_begins', insert('iva', 'x', '0.1', '2027-01-02', '2027-01-01')],
    ['a rule without a rate', 'rate_unless_exempt_or_quota', insert('iva', 'x', 'null', '2027-01-01', '2027-12-31')],
    ['an unknown tax', 'tax_known', insert('isr', 'x', '0.1', '2027-01-01', '2027-12-31')],
    ['a quota without an amount', 'quota_is_per_litre', insert('ieps-quota', 'x', 'null', '2027-01-01', '2027-12-31')],
  ])('cannot hold %s', async ([, constraint, statement], { db }) => {
    await expect(asSuperuser(db, statement)).rejects.toMatchObject({
      details: { constraint: `tax_rules_${constraint}` },
    })
  })

  test('takes the next year beside this one, and another tax on the same days', async ({ db }) => {
    const undone = asSuperuser(
      db,
      insert('iva', 'general', '0.16', '2027-01-01', '2027-12-31'),
      insert('ieps', 'general', '0.16', '2026-01-01', '2026-12-31'),
      'select 1 / 0',
    )
    await expect(undone).rejects.toMatchObject({ details: { sqlstate: '22012' } })
  })

  test('is read by everybody and written by no one', async ({ tenant }) => {
    expect(
      await asCustomer(tenant, (tx) => findTaxRule(tx, { tax: 'iva', key: 'zero', on: '2026-11-21' })),
    ).toHaveLength(1)
    const change = asStaff(tenant, (tx) => tx.execute('update tax_rules set rate = 0'))
    await expect(change).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
