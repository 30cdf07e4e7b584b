import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  abs,
  add,
  compare,
  equals,
  isNegative,
  isPositive,
  isZero,
  max,
  min,
  type Money,
  money,
  multiply,
  negate,
  rate,
  subtract,
  sum,
  zero,
} from '../../src/money.ts'
import { text } from './oracle.ts'
import { cases, cents, holds } from './property.ts'

describe('money', () => {
  test.for([
    ['18.50', '18.5'],
    ['-0.01', '-0.01'],
    ['0.000001', '0.000001'],
    ['999999999999999999.999999', '999999999999999999.999999'],
    ['1.5000000000', '1.5'],
    ['1e2', '100'],
    ['-0', '0'],
  ] as const)('%s is the amount %s', ([given, shown]) => {
    expect(money(given).toString()).toBe(shown)
  })

  test.for([
    [0.1, 'MONEY_FROM_NUMBER'],
    [NaN, 'MONEY_FROM_NUMBER'],
    [rate('0.16'), 'MONEY_FROM_RATE'],
    ['NaN', 'MONEY_NOT_A_NUMBER'],
    ['Infinity', 'MONEY_NOT_A_NUMBER'],
    ['', 'MONEY_NOT_A_NUMBER'],
    [' 1', 'MONEY_NOT_A_NUMBER'],
    ['1,000', 'MONEY_NOT_A_NUMBER'],
    ['0x10', 'MONEY_NOT_A_NUMBER'],
    ['1e9999', 'MONEY_NOT_A_NUMBER'],
    ['1'.repeat(100), 'MONEY_NOT_A_NUMBER'],
    [null, 'MONEY_NOT_A_NUMBER'],
    [undefined, 'MONEY_NOT_A_NUMBER'],
    [new Decimal(NaN), 'MONEY_NOT_A_NUMBER'],
    [new Decimal(Infinity), 'MONEY_NOT_A_NUMBER'],
    ['1e18', 'MONEY_OUT_OF_RANGE'],
    ['1000000000000000000', 'MONEY_OUT_OF_RANGE'],
    ['1e999', 'MONEY_OUT_OF_RANGE'],
    ['0.0000001', 'MONEY_TOO_MANY_DECIMALS'],
    ['1e-9', 'MONEY_TOO_MANY_DECIMALS'],
  ] as const)('%s is refused with %s', ([given, code]) => {
    expect(() => money(given as unknown as string)).toThrow(expect.objectContaining({ code }))
  })

  test('a bigint is whole pesos, and a Money stays the one it is', () => {
    const amount = money(12n)
    expect(amount.toString()).toBe('12')
    expect(money(amount)).toBe(amount)
  })

  test("a consumer's Decimal.set changes nothing, and ours cannot be set", () => {
    const before = { precision: Decimal.precision, rounding: Decimal.rounding }
    Decimal.set({ precision: 3, rounding: Decimal.ROUND_DOWN })
    try {
      expect(add(money('123456.78'), money('0.01')).toString()).toBe('123456.79')
      expect(
        money(new Decimal('123456.78') as Money)
          .plus(money('0.01'))
          .toString(),
      ).toBe('123456.79')
    } finally {
      Decimal.set(before)
    }
    const ours = money('1').constructor as typeof Decimal
    expect(() => ours.set({ precision: 3 })).toThrow(TypeError)
  })

  test('goes through JSON as text without losing a digit', () => {
    holds(
      fc.property(fc.bigInt({ min: -(10n ** 24n) + 1n, max: 10n ** 24n - 1n }), (units) => {
        const amount = money(text(units, 6))
        expect(money(JSON.parse(JSON.stringify(amount)) as string)).toEqual(amount)
      }),
      cases,
    )
  })
})

describe('arithmetic', () => {
  test('adding and subtracting agree with whole numbers', () => {
    holds(
      fc.property(cents(10 ** 12), cents(10 ** 12), (a, b) => {
        expect(add(money(text(a, 2)), money(text(b, 2))).toString()).toBe(text(a + b, 2))
        expect(subtract(money(text(a, 2)), money(text(b, 2))).toString()).toBe(text(a - b, 2))
        expect(compare(money(text(a, 2)), money(text(b, 2)))).toBe(a < b ? -1 : a > b ? 1 : 0)
        expect(multiply(money(text(a, 2)), text(b, 6)).toString()).toBe(text(a * b, 8))
      }),
      cases,
    )
  })

  test('0.1 + 0.2 is 0.3', () => {
    expect(add(money('0.1'), money('0.2'))).toEqual(money('0.3'))
    expect(sum([money('0.1'), money('0.2'), money('-0.3')])).toEqual(zero)
    expect(sum([])).toEqual(zero)
  })

  test('a number smuggled past the compiler throws', () => {
    const one = 1 as unknown as Money
    for (const attempt of [
      () => add(money('1'), one),
      () => add(one, money('1')),
      () => sum([one]),
      () => compare(one, zero),
    ]) {
      expect(attempt).toThrow(expect.objectContaining({ code: 'MONEY_FROM_NUMBER' }))
    }
    expect(() => multiply(money('1'), 3 as unknown as bigint)).toThrow(
      expect.objectContaining({ code: 'MONEY_BAD_FACTOR' }),
    )
    expect(() => multiply(money('1'), money('2') as unknown as bigint)).toThrow(
      expect.objectContaining({ code: 'MONEY_BAD_FACTOR' }),
    )
    expect(() => multiply(money('900000000000000000'), 2n)).toThrow(
      expect.objectContaining({ code: 'MONEY_OUT_OF_RANGE' }),
    )
  })

  test('signs, order and zero', () => {
    const [one, two] = [money('1'), money('2.00')]
    expect([min(two, one), max(one, two), negate(one), abs(money('-2'))].map(String)).toEqual(['1', '2', '-1', '2'])
    expect([isZero(zero), isZero(negate(zero)), isNegative(zero), isPositive(one), isNegative(negate(one))]).toEqual([
      true,
      true,
      false,
      true,
      true,
    ])
    expect(negate(zero).toFixed(2)).toBe('0.00')
    expect(equals(two, money('2'))).toBe(true)
    expect([two, one].toSorted(compare)).toEqual([one, two])
    expect(() => min()).toThrow(expect.objectContaining({ code: 'MONEY_EMPTY_LIST' }))
  })
})

describe('rate', () => {
  test('is a fraction from 0 to 2 with at most 6 decimals', () => {
    expect(['0', '0.16', '0.160000', '1.6', '2'].map((text) => rate(text).toString())).toEqual([
      '0',
      '0.16',
      '0.16',
      '1.6',
      '2',
    ])
  })

  test.for(['16', '2.000001', '-0.1', '0.1234567', '16%', '', 'NaN', '.16', 0.16])('%s is refused', (given) => {
    expect(() => rate(given as string)).toThrow(expect.objectContaining({ code: 'MONEY_BAD_RATE' }))
  })
})
