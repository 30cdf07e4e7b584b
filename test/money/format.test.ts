import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toWords } from '../../src/pricing.ts'
import { formatMXN, money } from '../../src/money.ts'
import { text } from './oracle.ts'
import { cases, cents, holds } from './property.ts'

describe('formatMXN', () => {
  test('is what Intl gives for es-MX', () => {
    const intl = new Intl.NumberFormat('es-MX', { style: 'currency', currency: 'MXN' })
    holds(
      fc.property(cents(10 ** 13), fc.boolean(), (amount, negative) => {
        const written = text(negative ? -amount : amount, 2)
        expect(formatMXN(money(written))).toBe(intl.format(Number(written) + 0))
      }),
      cases,
    )
  })

  test('keeps every digit of an amount no JS number can hold', () => {
    expect(formatMXN(money('999999999999999999.99'))).toBe('$999,999,999,999,999,999.99')
  })

  test('refuses a fraction of a centavo', () => {
    expect(() => formatMXN(money('1.005'))).toThrow(expect.objectContaining({ code: 'MONEY_NOT_CENTAVOS' }))
  })
})

describe('toWords', () => {
  test.for([
    ['0', 'CERO PESOS 00/100 M.N.'],
    ['0.05', 'CERO PESOS 05/100 M.N.'],
    ['1', 'UN PESO 00/100 M.N.'],
    ['16', 'DIECISÉIS PESOS 00/100 M.N.'],
    ['21', 'VEINTIÚN PESOS 00/100 M.N.'],
    ['31.50', 'TREINTA Y UN PESOS 50/100 M.N.'],
    ['100', 'CIEN PESOS 00/100 M.N.'],
    ['123.45', 'CIENTO VEINTITRÉS PESOS 45/100 M.N.'],
    ['1001', 'MIL UN PESOS 00/100 M.N.'],
    ['21021', 'VEINTIÚN MIL VEINTIÚN PESOS 00/100 M.N.'],
    ['101000', 'CIENTO UN MIL PESOS 00/100 M.N.'],
    ['1000000', 'UN MILLÓN DE PESOS 00/100 M.N.'],
    ['1000001', 'UN MILLÓN UN PESOS 00/100 M.N.'],
    ['21000000', 'VEINTIÚN MILLONES DE PESOS 00/100 M.N.'],
    ['1000000000', 'MIL MILLONES DE PESOS 00/100 M.N.'],
    ['-5.50', 'MENOS CINCO PESOS 50/100 M.N.'],
    [
      '999999999999.99',
      'NOVECIENTOS NOVENTA Y NUEVE MIL NOVECIENTOS NOVENTA Y NUEVE MILLONES NOVECIENTOS NOVENTA Y NUEVE MIL NOVECIENTOS NOVENTA Y NUEVE PESOS 99/100 M.N.',
    ],
  ] as const)('%s is %s', ([amount, words]) => {
    expect(toWords(money(amount))).toBe(words)
  })

  test('different amounts have different words', () => {
    const all = new Set(Array.from({ length: 30_000 }, (_, n) => toWords(money(BigInt(n)))))
    expect(all.size).toBe(30_000)
  })

  test('a million million has no words', () => {
    expect(() => toWords(money('1000000000000'))).toThrow(expect.objectContaining({ code: 'MONEY_OUT_OF_RANGE' }))
  })
})
