/** Every code a money function may throw; the message is for people, the code is the contract. */
export type MoneyErrorCode =
  | 'MONEY_FROM_NUMBER'
  | 'MONEY_FROM_RATE'
  | 'MONEY_NOT_A_NUMBER'
  | 'MONEY_OUT_OF_RANGE'
  | 'MONEY_TOO_MANY_DECIMALS'
  | 'MONEY_NOT_CENTAVOS'
  | 'MONEY_NEGATIVE'
  | 'MONEY_EMPTY_LIST'
  | 'MONEY_BAD_RATE'
  | 'MONEY_BAD_FACTOR'
  | 'MONEY_BAD_QUANTITY'
  | 'MONEY_BAD_WEIGHTS'
  | 'MONEY_BAD_ROUNDING'
  | 'MONEY_BAD_BASKET'
  | 'MONEY_REFUND_EXCEEDS_LINE'
  | 'TAX_BAD_DATE'
  | 'TAX_RULE_NOT_FOUND'

const mark = Symbol.for('@platform/db/money-error')

/**
 * What every money function throws. Its message names the rule that was broken and never carries an amount, so it can
 * be logged as it is.
 */
export class MoneyError extends Error {
  readonly code: MoneyErrorCode

  constructor(code: MoneyErrorCode, message: string) {
    super(message)
    this.name = 'MoneyError'
    this.code = code
    Object.defineProperty(this, mark, { value: true })
  }
}

/**
 * Whether a caught value is a MoneyError, and, when a code is given, that one. Recognises errors of another copy of this
 * package (two versions in one bundle), which `instanceof` does not.
 *
 * @example
 * isMoneyError(new MoneyError('MONEY_NEGATIVE', 'below zero'), 'MONEY_NEGATIVE') // → true
 */
export function isMoneyError(error: unknown, code?: MoneyErrorCode): error is MoneyError {
  return (
    typeof error === 'object' &&
    error !== null &&
    mark in error &&
    (code === undefined || ('code' in error && error.code === code))
  )
}
