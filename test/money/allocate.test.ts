import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate, money } from '../../src/money.ts'
import { shares, text } from './oracle.ts'
import { cases, cents, holds } from './property.ts'

describe('allocate', () => {
  test.for([
    { total: '100.00', weights: ['1', '1', '1'], parts: ['33.34', '33.33', '33.33'] },
    { total: '0.01', weights: ['1', '1'], parts: ['0.01', '0.00'] },
    { total: '-10.00', weights: ['1', '2'], parts: ['-3.33', '-6.67'] },
    { total: '50.00', weights: ['0', '3'], parts: ['0.00', '50.00'] },
    { total: '0', weights: ['1', '1'], parts: ['0.00', '0.00'] },
    { total: '0.05', weights: ['0.000001', '0.000001', '0.000002'], parts: ['0.01', '0.01', '0.03'] },
  ])('$total over $weights is $parts', ({ total, weights, parts }) => {
    expect(allocate(money(total), weights.map(money)).map((part) => part.toFixed(2))).toEqual(parts)
  })

  test('adds up, is never off by a centavo, and agrees with whole numbers', () => {
    const weights = fc.array(cents(100_000), { minLength: 1, maxLength: 20 })
    holds(
      fc.property(cents(10_000_000), weights, (total, weights) => {
        const whole = weights.reduce((a, b) => a + b)
        fc.pre(whole > 0n)
        const parts = allocate(
          money(text(total, 2)),
          weights.map((weight) => money(text(weight, 2))),
        ).map((part) => BigInt(part.toFixed(2).replace('.', '')))
        expect(parts).toEqual(shares(total, weights))
        expect(parts.reduce((a, b) => a + b)).toBe(total)
        for (const [i, part] of parts.entries()) {
          const off = part * whole - total * weights[i]!
          expect(off < whole && off > -whole).toBe(true)
        }
      }),
      cases,
    )
  })

  test('a negative total is the mirror image of the positive one', () => {
    holds(
      fc.property(cents(1_000_000), fc.array(cents(1000), { minLength: 1, maxLength: 8 }), (total, weights) => {
        fc.pre(weights.some((weight) => weight > 0n))
        const of = (sign: string) =>
          allocate(
            money(sign + text(total, 2)),
            weights.map((weight) => money(text(weight, 2))),
          ).map((part) => part.abs().toFixed(2))
        expect(of('-')).toEqual(of(''))
      }),
      cases,
    )
  })

  test('a tie that a 40-digit quotient cannot see goes to the larger remainder', () => {
    const huge = money('999999999999999999.999999')
    const parts = allocate(money('0.01'), [huge, huge.plus(money('0.000001')).minus(money('0.000002'))])
    expect(parts.map((part) => part.toFixed(2))).toEqual(['0.01', '0.00'])
  })

  test.for([
    { weights: [], code: 'MONEY_BAD_WEIGHTS' },
    { weights: ['0'], code: 'MONEY_BAD_WEIGHTS' },
    { weights: ['2', '-1'], code: 'MONEY_BAD_WEIGHTS' },
  ])('refuses $weights', ({ weights, code }) => {
    expect(() => allocate(money('1'), weights.map(money))).toThrow(expect.objectContaining({ code }))
  })

  test('refuses to share a fraction of a centavo', () => {
    expect(() => allocate(money('0.001'), [money('1')])).toThrow(
      expect.objectContaining({ code: 'MONEY_NOT_CENTAVOS' }),
    )
  })
})
