export { allocate } from './money/allocate.ts'
export { isMoneyError, MoneyError, type MoneyErrorCode } from './money/errors.ts'
export { formatMXN } from './money/format.ts'
export {
  abs,
  add,
  compare,
  equals,
  type Factor,
  isNegative,
  isPositive,
  isZero,
  max,
  min,
  type Money,
  money,
  multiply,
  negate,
  type Rate,
  rate,
  subtract,
  sum,
  zero,
} from './money/money.ts'
export { percentOf } from './money/percent-of.ts'
export { type CashAmount, type CashRounding, type CashStep, roundCash } from './money/round-cash.ts'
export { round, type RoundingMode, toCentavos, toSixDecimals } from './money/round.ts'
export { addIva, type BaseAndIva, lineTaxes, splitIva } from './money/tax.ts'
