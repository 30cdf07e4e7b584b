import type { Decimal } from 'decimal.js'
import { expectTypeOf, test } from 'vitest'
import {
  add,
  allocate,
  lineTaxes,
  type Money,
  money,
  multiply,
  type Rate,
  rate,
  splitIva,
  sum,
} from '../../src/money.ts'

declare const price: Money
declare const iva: Rate
declare const decimal: Decimal

test('an amount cannot be made from a number, nor from any Decimal', () => {
  // @ts-expect-error a JS number is not exact
  money(18.5)
  // @ts-expect-error a Decimal of unknown origin has not been checked
  money(decimal)
  // @ts-expect-error a rate is text
  rate(0.16)
})

test('a Money and a number do not add up', () => {
  // @ts-expect-error a number is no amount
  add(price, 1)
  // @ts-expect-error a number is no amount
  sum([price, 1])
  // @ts-expect-error Decimal's own method would take a number; ours does not
  price.plus(1)
  // @ts-expect-error the same for subtraction
  price.minus(0.1)
  // @ts-expect-error a factor is text, a bigint or a rate
  price.times(1.16)
  // @ts-expect-error there is no division: allocate
  price.div(3)
  // @ts-expect-error a factor is text, a bigint or a rate
  multiply(price, 3)
})

test('a rate is not a Money, and a Money is not a rate', () => {
  // @ts-expect-error a rate cannot be added to an amount
  add(price, iva)
  // @ts-expect-error nor by the method
  price.plus(iva)
  // @ts-expect-error pesos times pesos are no pesos
  multiply(price, price)
  // @ts-expect-error an amount is no rate
  splitIva(price, price)
  // @ts-expect-error a rate is no total
  lineTaxes(iva, iva)
  // @ts-expect-error a rate is no amount to share
  allocate(iva, [price])
})

test('arithmetic on a Money is a Money', () => {
  expectTypeOf(price.plus(price)).toEqualTypeOf<Money>()
  expectTypeOf(price.negated()).toEqualTypeOf<Money>()
  expectTypeOf(multiply(price, iva)).toEqualTypeOf<Money>()
  expectTypeOf(price).toExtend<Decimal>()
  expectTypeOf(iva).not.toExtend<Money>()
})
