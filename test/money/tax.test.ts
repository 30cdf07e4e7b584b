import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addIva, lineTaxes, money, rate, splitIva } from '../../src/money.ts'
import { halfUp, lineTaxes as oracle, million, text } from './oracle.ts'
import { cases, cents, holds } from './property.ts'

const rates = [160_000n, 80_000n, 0n, 500_000n]
const anyRate = fc.constantFrom(...rates)

describe('splitIva', () => {
  test('base + IVA is the gross for every centavo up to 2,000.00 at 16 % and 8 %', () => {
    for (const share of ['0.16', '0.08'].map(rate)) {
      for (let c = 1n; c <= 200_000n; c += 1n) {
        const gross = money(text(c, 2))
        const { base, iva } = splitIva(gross, share)
        if (!base.plus(iva).eq(gross)) expect.unreachable(`${c} centavos`)
      }
    }
  })

  test('19.90 at 16 % is 17.16 and 2.74, where rounding twice would make it 19.91', () => {
    expect(splitIva(money('19.90'), rate('0.16'))).toEqual({ base: money('17.16'), iva: money('2.74') })
  })

  test('a refund is the mirror image', () => {
    expect(splitIva(money('-19.90'), rate('0.16'))).toEqual({ base: money('-17.16'), iva: money('-2.74') })
  })

  test('agrees with whole numbers', () => {
    holds(
      fc.property(cents(10 ** 12), anyRate, (gross, share) => {
        const base = halfUp(gross * million, million + share)
        expect(splitIva(money(text(gross, 2)), rate(text(share, 6)))).toEqual({
          base: money(text(base, 2)),
          iva: money(text(gross - base, 2)),
        })
      }),
      cases,
    )
  })

  test('refuses a fraction of a centavo', () => {
    expect(() => splitIva(money('1.001'), rate('0.16'))).toThrow(
      expect.objectContaining({ code: 'MONEY_NOT_CENTAVOS' }),
    )
  })
})

describe('addIva', () => {
  test('agrees with whole numbers, and net + IVA is the gross', () => {
    holds(
      fc.property(cents(10 ** 12), anyRate, (net, share) => {
        const iva = halfUp(net * share, million)
        expect(addIva(money(text(net, 2)), rate(text(share, 6)))).toEqual({
          base: money(text(net, 2)),
          iva: money(text(iva, 2)),
          gross: money(text(net + iva, 2)),
        })
      }),
      cases,
    )
  })
})

describe('lineTaxes', () => {
  test('agrees with whole numbers', () => {
    holds(
      fc.property(cents(10 ** 12), anyRate, (total, share) => {
        const { base, iva } = oracle(total, share)
        expect(lineTaxes(money(text(total, 2)), rate(text(share, 6)))).toEqual({
          base: money(text(base, 6)),
          iva: money(text(iva, 6)),
        })
      }),
      cases,
    )
  })

  test('exempt and 0 % have the whole total as their base', () => {
    const whole = { base: money('50'), iva: money('0') }
    expect(lineTaxes(money('50'), 'exempt')).toEqual(whole)
    expect(lineTaxes(money('50'), rate('0'))).toEqual(whole)
  })
})
