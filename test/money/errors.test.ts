import { expect, test } from 'vitest'
import { isMoneyError, money, MoneyError } from '../../src/money.ts'

test('an error is recognised by its mark and its code', () => {
  const error = new MoneyError('MONEY_NEGATIVE', 'below zero')
  expect([isMoneyError(error), isMoneyError(error, 'MONEY_NEGATIVE'), isMoneyError(error, 'MONEY_BAD_RATE')]).toEqual([
    true,
    true,
    false,
  ])
  expect([isMoneyError(new Error('x')), isMoneyError(null), isMoneyError('MONEY_NEGATIVE')]).toEqual([
    false,
    false,
    false,
  ])
})

test('an error of another copy of the package is recognised too', () => {
  const foreign = Object.assign(new Error('x'), {
    code: 'MONEY_NEGATIVE',
    [Symbol.for('@platform/db/money-error')]: true,
  })
  expect(isMoneyError(foreign, 'MONEY_NEGATIVE')).toBe(true)
})

test('a message never carries the amount', () => {
  for (const given of ['123456.7891234', '98765432109876543210', 'abc123']) {
    try {
      money(given)
      expect.unreachable()
    } catch (error) {
      expect(String(error)).not.toContain(given.slice(0, 6))
    }
  }
})
