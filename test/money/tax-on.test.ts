import { describe, expect, test } from 'vitest'
import { iepsOn, ivaOn, taxRules } from '../../src/pricing.ts'
import { money, rate } from '../../src/money.ts'

describe('ivaOn', () => {
  test('prepared food is 16 %; groceries are 0 % only when said so; exempt is not 0 %', () => {
    expect([ivaOn('2026-11-21').iva, ivaOn('2026-11-21', 'zero').iva, ivaOn('2026-11-21', 'exempt').iva]).toEqual([
      rate('0.16'),
      rate('0'),
      'exempt',
    ])
  })

  test('a branch on the border register has 8 %, from the day it is registered to the last', () => {
    const border = { region: 'north', registeredFrom: '2023-03-01', registeredTo: '2024-02-29' } as const
    const days = ['2023-02-28', '2023-03-01', '2024-02-29', '2024-03-01']
    expect(days.map((day) => String(ivaOn(day, 'prepared-food', border).iva))).toEqual(['0.16', '0.08', '0.08', '0.16'])
    expect(String(ivaOn('2023-06-01', 'zero', border).iva)).toBe('0')
  })

  test('a registered branch in 2026 is an error: the extension is not confirmed', () => {
    const border = { region: 'north', registeredFrom: '2023-03-01' } as const
    expect(() => ivaOn('2026-01-01', 'general', border)).toThrow(
      expect.objectContaining({ code: 'TAX_RULE_NOT_FOUND' }),
    )
    const row = {
      tax: 'iva-border',
      region: 'north',
      rate: '0.08',
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      source: 'as confirmed by our adviser',
      certainty: 'sourced',
    } as const
    expect(ivaOn('2026-01-01', 'general', border, [...taxRules, row])).toEqual({ iva: rate('0.08'), rule: row })
  })

  test.for([
    ['2019-12-31', 'TAX_RULE_NOT_FOUND'],
    ['2027-01-01', 'TAX_RULE_NOT_FOUND'],
    ['2026-02-30', 'TAX_BAD_DATE'],
    ['21/11/2026', 'TAX_BAD_DATE'],
  ] as const)('%s is refused with %s', ([on, code]) => {
    expect(() => ivaOn(on)).toThrow(expect.objectContaining({ code }))
  })
})

describe('iepsOn', () => {
  test('the quota of sugared drinks is of its year', () => {
    const quota = (on: string) => iepsOn(on, { kind: 'sugared-drink', litres: '0.6' }).ieps
    expect([quota('2025-12-31'), quota('2026-01-01')]).toEqual([
      { kind: 'quota', perLitre: money('1.6451'), litres: '0.6' },
      { kind: 'quota', perLitre: money('3.0818'), litres: '0.6' },
    ])
  })

  test('sweetened drinks have no quota before 2026', () => {
    expect(() => iepsOn('2025-12-31', { kind: 'sweetened-drink', litres: '1' })).toThrow(
      expect.objectContaining({ code: 'TAX_RULE_NOT_FOUND' }),
    )
  })

  test('spirits have a rate', () => {
    expect(iepsOn('2026-05-01', { kind: 'alcohol-over-20' }).ieps).toEqual({ kind: 'rate', rate: rate('0.53') })
  })
})

test('every rule has its source and a last day it is known for', () => {
  for (const rule of taxRules) {
    expect(rule.source).not.toBe('')
    expect(rule.validFrom < rule.validTo && rule.validTo <= '2026-12-31').toBe(true)
  }
})
