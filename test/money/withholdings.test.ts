import { describe, expect, test } from 'vitest'
import { type WithheldSeller, withholdingRules, withholdings } from '../../src/pricing.ts'
import { money } from '../../src/money.ts'

const restaurant: WithheldSeller = { person: 'individual', rfc: 'given', activity: 'sale-of-goods-and-services' }
const sale = { income: money('1000'), ivaCharged: money('160') }
const on = (day: string, seller: Partial<WithheldSeller>, monthly?: string) => {
  const more = monthly === undefined ? {} : { monthlyIncome: money(monthly) }
  const { isr, iva, payable } = withholdings({ ...restaurant, ...seller, ...sale, on: day, ...more })
  return [isr.amount, iva.amount, payable].map(String)
}

describe('withholdings on 1,000 and 160 of IVA', () => {
  test.for<[string, string, Partial<WithheldSeller>, string[]]>([
    ['a restaurant in 2025', '2025-12-31', {}, ['10', '80', '1070']],
    ['a restaurant in 2026', '2026-01-01', {}, ['25', '80', '1055']],
    ['a courier in 2026', '2026-06-01', { activity: 'transport-and-delivery' }, ['21', '80', '1059']],
    ['a host in 2026', '2026-06-01', { activity: 'lodging' }, ['40', '80', '1040']],
    ['an individual without RFC', '2026-06-01', { rfc: 'missing' }, ['200', '160', '800']],
    ['an individual paid abroad, 2026', '2026-06-01', { account: 'abroad' }, ['25', '160', '975']],
    ['an individual paid abroad, 2025', '2025-06-01', { account: 'abroad' }, ['10', '80', '1070']],
    ['a legal entity in 2025', '2025-06-01', { person: 'entity' }, ['0', '0', '1160']],
    ['a legal entity in 2026', '2026-06-01', { person: 'entity' }, ['25', '80', '1055']],
    ['a legal entity without RFC, 2026', '2026-06-01', { person: 'entity', rfc: 'missing' }, ['200', '160', '800']],
    ['a legal entity paid abroad, 2026', '2026-06-01', { person: 'entity', account: 'abroad' }, ['25', '160', '975']],
    ['a legal entity without RFC, 2025', '2025-06-01', { person: 'entity', rfc: 'missing' }, ['0', '0', '1160']],
  ])('%s', ([, day, seller, amounts]) => {
    expect(on(day, seller)).toEqual(amounts)
  })

  test.for([
    ['5500', '20'],
    ['5500.01', '30'],
    ['15000', '30'],
    ['21000', '40'],
    ['21000.01', '80'],
  ] as const)('a courier of 2020 with %s a month pays %s of ISR', ([monthly, isr]) => {
    expect(on('2020-07-01', { activity: 'transport-and-delivery' }, monthly)[0]).toBe(isr)
  })

  test('no IVA charged is no IVA withheld', () => {
    const { iva } = withholdings({ ...restaurant, on: '2026-06-01', income: money('1000'), ivaCharged: money('0') })
    expect(iva.amount.isZero()).toBe(true)
  })

  test('refuses days outside the table, and amounts below zero', () => {
    for (const day of ['2020-05-31', '2027-01-01']) {
      expect(() => on(day, {})).toThrow(expect.objectContaining({ code: 'TAX_RULE_NOT_FOUND' }))
    }
    expect(() => withholdings({ ...restaurant, ...sale, on: '2026-01-01', income: money('-1') })).toThrow(
      expect.objectContaining({ code: 'MONEY_NEGATIVE' }),
    )
  })

  test('every day from June 2020 to the end of 2026 has a rule for every seller', () => {
    const activities = ['transport-and-delivery', 'lodging', 'sale-of-goods-and-services'] as const
    for (const day of ['2020-06-01', '2020-12-31', '2021-01-01', '2025-12-31', '2026-01-01', '2026-12-31']) {
      for (const activity of activities) {
        for (const person of ['individual', 'entity'] as const) {
          for (const rfc of ['given', 'missing'] as const) {
            for (const account of ['mexican', 'abroad'] as const)
              expect(on(day, { activity, person, rfc, account })).toHaveLength(3)
          }
        }
      }
    }
    expect(withholdingRules.every(({ source }) => source !== '')).toBe(true)
  })
})
