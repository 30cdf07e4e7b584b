import type { Decimal } from 'decimal.js'
import { PesoDecimal, RateDecimal } from './decimal.ts'
import { MoneyError } from './errors.ts'

declare const moneyBrand: unique symbol
declare const rateBrand: unique symbol

/**
 * An exact amount of Mexican pesos.
 *
 * An interface, not `Decimal & brand`: an intersection cannot be named in the emitted types of functions that infer it.
 * The arithmetic methods are narrowed because Decimal's accept any JS number, and `price.plus(0.1 + 0.2)` would let a
 * binary fraction in through the back door. There is no division: a split that loses nothing is `allocate`.
 */
export interface Money extends Decimal {
  readonly [moneyBrand]: 'MXN'
  plus(n: Money): Money
  add(n: Money): Money
  minus(n: Money): Money
  sub(n: Money): Money
  times(n: Factor): Money
  mul(n: Factor): Money
  div(n: never): never
  dividedBy(n: never): never
  negated(): Money
  neg(): Money
  absoluteValue(): Money
  abs(): Money
}

/** A fraction such as 0.16: of a tax, a discount, a commission. Not an amount, so it cannot be added to one. */
export interface Rate extends Decimal {
  readonly [rateBrand]: 'rate'
}

/** What an amount can be multiplied by: a rate, a count, or a quantity written as text. Never another amount. */
export type Factor = Rate | bigint | string

const decimalText = /^[+-]?\d+(\.\d+)?(e[+-]?\d{1,3})?$/i
const integerDigits = 18
const mostDecimals = 6
const highestRate = '2'

/**
 * An amount of pesos from text, a bigint (whole pesos) or another Money.
 *
 * Scale: at most 18 integer digits and 6 decimals, the `t_Importe` of the SAT. Never rounds: an amount with more
 * decimals is refused. A JS number does not compile, and throws: `0.1 + 0.2` is already wrong before it gets here.
 *
 * @throws {MoneyError} `MONEY_FROM_NUMBER` · `MONEY_FROM_RATE` · `MONEY_NOT_A_NUMBER` also NaN and Infinity ·
 * `MONEY_OUT_OF_RANGE` · `MONEY_TOO_MANY_DECIMALS`
 *
 * @example
 * money('18.50') // → 18.5
 */
export function money(value: string | bigint | Money): Money {
  const amount = parse(value)
  if (amount.isZero()) return zero
  if (amount.e >= integerDigits) throw new MoneyError('MONEY_OUT_OF_RANGE', 'an amount has at most 18 integer digits')
  if (amount.decimalPlaces() > mostDecimals) {
    throw new MoneyError('MONEY_TOO_MANY_DECIMALS', 'an amount has at most 6 decimals: round it by a named mode first')
  }
  return amount
}

function parse(value: unknown): Money {
  if (typeof value === 'bigint') return new PesoDecimal(value) as Money // brand: exact by construction
  if (typeof value === 'number') {
    throw new MoneyError('MONEY_FROM_NUMBER', 'a JS number is not exact: pass text, a bigint or a Money')
  }
  if (PesoDecimal.isDecimal(value)) {
    if (value.constructor === RateDecimal) throw new MoneyError('MONEY_FROM_RATE', 'a rate is not an amount')
    if (!value.isFinite()) throw new MoneyError('MONEY_NOT_A_NUMBER', 'an amount is a finite number')
    // brand: a Decimal of any other copy becomes ours, with our rounding
    return (value.constructor === PesoDecimal ? value : new PesoDecimal(value)) as Money
  }
  if (typeof value !== 'string' || value.length > 64 || !decimalText.test(value)) {
    throw new MoneyError('MONEY_NOT_A_NUMBER', 'an amount is written as digits with an optional decimal point')
  }
  return new PesoDecimal(value) as Money // brand: the text was checked
}

/**
 * A rate written as a fraction: `rate('0.16')` is 16 %. From 0 to 2 (the highest in the SAT's catalogue is IEPS 1.60), so
 * that a percentage written by mistake, `'16'`, is refused; at most 6 decimals.
 *
 * @throws {MoneyError} `MONEY_BAD_RATE`
 *
 * @example
 * rate('0.16') // → 0.16
 */
export function rate(value: string): Rate {
  if (typeof value !== 'string' || !/^\d(\.\d{1,12})?$/.test(value)) {
    throw new MoneyError('MONEY_BAD_RATE', 'a rate is text such as 0.16, never a JS number or a percentage')
  }
  const fraction = new RateDecimal(value)
  if (fraction.gt(highestRate) || fraction.decimalPlaces() > mostDecimals) {
    throw new MoneyError('MONEY_BAD_RATE', 'a rate is a fraction from 0 to 2 with at most 6 decimals')
  }
  return fraction as Rate // brand: range and scale were checked
}

/** Nothing: 0.00 pesos. */
export const zero: Money = new PesoDecimal(0) as Money // brand: zero is an amount

/** A Money as it is; anything else goes through `money`, which throws for numbers. Cheap enough for every call. */
const checked = (amount: Money): Money => (amount instanceof PesoDecimal ? amount : money(amount))

/** `left + right`, exact. @example add(money('0.10'), money('0.20')) // → 0.3 */
export function add(left: Money, right: Money): Money {
  return checked(left).plus(checked(right))
}

/** `left − right`, exact. @example subtract(money('1.00'), money('0.99')) // → 0.01 */
export function subtract(left: Money, right: Money): Money {
  return checked(left).minus(checked(right))
}

/**
 * `amount × by`, exact and unrounded (up to 12 decimals): round the result once, with `round`, `toCentavos` or `percentOf`.
 *
 * @throws {MoneyError} `MONEY_BAD_FACTOR` a number, an amount or text that is no plain decimal · `MONEY_OUT_OF_RANGE`
 * @example multiply(money('18.50'), 3n) // → 55.5
 */
export function multiply(amount: Money, by: Factor): Money {
  const usable =
    typeof by === 'bigint' ||
    (typeof by === 'string' ? by.length <= 24 && decimalText.test(by) : by?.constructor === RateDecimal)
  if (!usable) throw new MoneyError('MONEY_BAD_FACTOR', 'multiply by a rate, a bigint or decimal text')
  const product = checked(amount).times(by)
  if (product.e >= integerDigits && !product.isZero()) {
    throw new MoneyError('MONEY_OUT_OF_RANGE', 'a product has at most 18 integer digits')
  }
  return product.isZero() ? zero : product
}

/** The sum of all, exact; `zero` for none. @example sum([money('1.10'), money('2.20')]) // → 3.3 */
export function sum(amounts: Iterable<Money>): Money {
  let total = zero
  for (const amount of amounts) total = total.plus(checked(amount))
  return total
}

/** −1, 0 or 1 as `left` is less than, equal to or more than `right`; sorts arrays. @example compare(money('1'), money('2')) // → -1 */
export function compare(left: Money, right: Money): -1 | 0 | 1 {
  const order = checked(left).cmp(checked(right))
  return order < 0 ? -1 : order > 0 ? 1 : 0
}

/** Whether both are the same amount: 18.5 equals 18.50. @example equals(money('18.5'), money('18.50')) // → true */
export function equals(left: Money, right: Money): boolean {
  return compare(left, right) === 0
}

/** The smallest. @throws {MoneyError} `MONEY_EMPTY_LIST` @example min(money('2'), money('1')) // → 1 */
export function min(...amounts: readonly Money[]): Money {
  return extreme(amounts, -1)
}

/** The largest. @throws {MoneyError} `MONEY_EMPTY_LIST` @example max(money('2'), money('1')) // → 2 */
export function max(...amounts: readonly Money[]): Money {
  return extreme(amounts, 1)
}

function extreme(amounts: readonly Money[], wanted: -1 | 1): Money {
  const [first, ...rest] = amounts
  if (first === undefined) throw new MoneyError('MONEY_EMPTY_LIST', 'min and max need at least one amount')
  return rest.reduce((best, amount) => (compare(amount, best) === wanted ? amount : best), checked(first))
}

/** The same amount with the other sign; zero stays zero, without a sign. @example negate(money('5')) // → -5 */
export function negate(amount: Money): Money {
  return checked(amount).isZero() ? zero : amount.negated()
}

/** The amount without its sign. @example abs(money('-5')) // → 5 */
export function abs(amount: Money): Money {
  return checked(amount).absoluteValue()
}

/** Whether it is exactly nothing. @example isZero(money('0.00')) // → true */
export function isZero(amount: Money): boolean {
  return checked(amount).isZero()
}

/** Whether it is less than zero. @example isNegative(money('-0.01')) // → true */
export function isNegative(amount: Money): boolean {
  return checked(amount).lt(zero)
}

/** Whether it is more than zero. @example isPositive(zero) // → false */
export function isPositive(amount: Money): boolean {
  return checked(amount).gt(zero)
}
