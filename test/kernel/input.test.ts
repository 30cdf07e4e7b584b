import { describe, expect, test } from 'vitest'
import {
  amountOf,
  rateOf,
  requireInteger,
  requireList,
  requireNote,
  requireOneOf,
  requireText,
  requireUuid,
} from '../../src/kernel/input.ts'
import { money, rate } from '../../src/money.ts'

const refused = (rule: string) => expect.objectContaining({ code: 'INVALID', details: { field: 'here', rule } })

describe('an input', () => {
  test.for([
    '01a1fc95-0c81-7392-b1cc-9b1a933d071e',
    '01A1FC95-0C81-7392-B1CC-9B1A933D071E',
    '00000000-0000-0000-0000-000000000000',
  ])('%s is a UUID', (value) => {
    expect(() => requireUuid('here', value)).not.toThrow()
  })

  test.for([
    '',
    '1',
    '01a1fc950c817392b1cc9b1a933d071e',
    '{01a1fc95-0c81-7392-b1cc-9b1a933d071e}',
    '01a1fc95-0c81-7392-b1cc-9b1a933d071e\n',
    ' 01a1fc95-0c81-7392-b1cc-9b1a933d071e',
    'g1a1fc95-0c81-7392-b1cc-9b1a933d071e',
    42,
    null,
    undefined,
    ['01a1fc95-0c81-7392-b1cc-9b1a933d071e'],
  ])('%o is none', (value) => {
    expect(() => requireUuid('here', value)).toThrow(refused('must be a UUID'))
  })

  test('is an integer within its bounds, both included', () => {
    for (const value of [1, 500, 999]) expect(() => requireInteger('here', value, 1, 999)).not.toThrow()
    for (const value of [0, 1000, 1.5, Number.NaN, Infinity, -0.5, '1', 1n, null, undefined, [1]]) {
      expect(() => requireInteger('here', value, 1, 999)).toThrow(refused('must be an integer from 1 to 999'))
    }
  })

  test('is text that says something, and no NUL', () => {
    for (const value of ['x', ' x ', 'ñandú 🌮', 'x'.repeat(10)])
      expect(() => requireText('here', value, 10)).not.toThrow()
    for (const value of ['', '   ', '\n\t', 'a\0b', 'x'.repeat(11), 5, null, undefined, {}]) {
      expect(() => requireText('here', value, 10)).toThrow(refused('must be text of 1 to 10 characters'))
    }
  })

  test('is a note, which may be empty', () => {
    for (const value of ['', ' ', 'x'.repeat(10)]) expect(() => requireNote('here', value, 10)).not.toThrow()
    for (const value of ['a\0b', 'x'.repeat(11), 5, null, undefined]) {
      expect(() => requireNote('here', value, 10)).toThrow(refused('must be text of at most 10 characters'))
    }
  })

  test('is one of the choices', () => {
    expect(() => requireOneOf('here', 'b', ['a', 'b'])).not.toThrow()
    for (const value of ['c', '', 'A', undefined, ['a'], 'toString', '__proto__']) {
      expect(() => requireOneOf('here', value, ['a', 'b'])).toThrow(refused('must be one of a, b'))
    }
  })

  test('is a list that holds something', () => {
    expect(() => requireList('here', [1], 2)).not.toThrow()
    for (const value of [[], [1, 2, 3], 'ab', { length: 1 }, new Set([1]), undefined]) {
      expect(() => requireList('here', value, 2)).toThrow(refused('must have 1 to 2 elements'))
    }
  })
})

describe('an amount', () => {
  test('is text or Money, not below zero, in centavos', () => {
    expect(amountOf('here', '0')).toEqual(money('0'))
    expect(amountOf('here', '18.5')).toEqual(money('18.50'))
    expect(amountOf('here', money('18.50'))).toEqual(money('18.50'))
    for (const text of ['-0.01', '0.001', '1e-3']) {
      expect(() => amountOf('here', text)).toThrow(refused('must be ≥ 0, with at most 2 decimals'))
    }
    for (const text of [
      '',
      ' ',
      'diez',
      'NaN',
      'Infinity',
      '1,000.00',
      '$5',
      '0x10',
      '1_000',
      '.5',
      '5.',
      '1'.repeat(19),
    ]) {
      expect(() => amountOf('here', text)).toThrow(refused('must be an amount in pesos, as text'))
    }
  })

  test('is never a number, a rate, or nothing', () => {
    for (const value of [18.5, 0, Number.NaN, rate('0.16'), null, undefined, {}, []]) {
      // What a body of JSON may hold, whatever the type says.
      expect(() => amountOf('here', value as string)).toThrow(refused('must be an amount in pesos, as text'))
    }
  })
})

describe('a rate', () => {
  test('is a fraction from 0 to 1', () => {
    for (const text of ['0', '0.160000', '1']) expect(rateOf('here', text)).toEqual(rate(text))
    expect(() => rateOf('here', '1.6')).toThrow(refused('must be from 0 to 1'))
    for (const text of ['16', '-0.1', '0.1234567', '16%', '', 'NaN']) {
      expect(() => rateOf('here', text)).toThrow(refused('must be a fraction, as text'))
    }
  })
})
