import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  add,
  money,
  percentOf,
  rate,
  round,
  roundCash,
  type RoundingMode,
  toCentavos,
  toSixDecimals,
} from '../../src/money.ts'
import { text } from './oracle.ts'
import { cases, cents, holds } from './property.ts'

describe('round', () => {
  const ties = ['2.5', '-2.5', '3.5', '2.1', '-2.1']
  test.for<[RoundingMode, string[]]>([
    ['half-up', ['3', '-3', '4', '2', '-2']],
    ['half-even', ['2', '-2', '4', '2', '-2']],
    ['down', ['2', '-2', '3', '2', '-2']],
    ['up', ['3', '-3', '4', '3', '-3']],
    ['floor', ['2', '-3', '3', '2', '-3']],
    ['ceiling', ['3', '-2', '4', '3', '-2']],
  ])('%s', ([mode, rounded]) => {
    expect(ties.map((tie) => round(money(tie), 0, mode).toString())).toEqual(rounded)
  })

  test('what rounds to nothing has no sign', () => {
    expect(toCentavos(money('-0.001')).toFixed(2)).toBe('0.00')
  })

  test('refuses an unknown mode and scale', () => {
    const bad = expect.objectContaining({ code: 'MONEY_BAD_ROUNDING' })
    expect(() => round(money('1'), 2, 'bankers' as RoundingMode)).toThrow(bad)
    expect(() => round(money('1'), 7, 'up')).toThrow(bad)
    expect(() => round(money('1'), 1.5, 'up')).toThrow(bad)
    expect(() => roundCash(money('1'), '0.2' as '0.05')).toThrow(bad)
  })

  test('centavos and 6 decimals are half-up', () => {
    expect([toCentavos(money('0.125')), toCentavos(money('-0.125')), toSixDecimals(money('1.5'))].map(String)).toEqual([
      '0.13',
      '-0.13',
      '1.5',
    ])
  })

  test('a percentage is rounded once', () => {
    expect(percentOf(money('199.90'), rate('0.125')).toString()).toBe('24.99')
    expect(percentOf(money('199.90'), rate('0.125'), 'down').toString()).toBe('24.98')
  })
})

describe('roundCash', () => {
  test.for([
    ['18.42', '0.05', '18.40', '18.40'],
    ['18.43', '0.05', '18.45', '18.40'],
    ['18.45', '0.10', '18.40', '18.40'],
    ['18.46', '0.10', '18.50', '18.40'],
    ['18.75', '0.50', '18.50', '18.50'],
    ['18.76', '0.50', '19.00', '18.50'],
    ['-18.43', '0.05', '-18.45', '-18.40'],
  ] as const)('%s to %s is %s, or %s in the customer’s favour', ([amount, step, nearest, favour]) => {
    expect(roundCash(money(amount), step).cash.toFixed(2)).toBe(nearest)
    expect(roundCash(money(amount), step, 'customer').cash.toFixed(2)).toBe(favour)
  })

  test('cash less its adjustment is the amount, and a refund mirrors the payment', () => {
    holds(
      fc.property(cents(10_000_000), fc.constantFrom('0.05', '0.10', '0.50' as const), (amount, step) => {
        const exact = money(text(amount, 2))
        const { cash, adjustment } = roundCash(exact, step)
        expect(add(exact, adjustment)).toEqual(cash)
        expect(cash.mod(step).isZero() && adjustment.abs().times('2').lte(step)).toBe(true)
        expect(roundCash(exact.negated(), step).cash.abs()).toEqual(cash.abs())
      }),
      cases,
    )
  })
})
