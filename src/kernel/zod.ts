import { z } from 'zod'
import type { Checked } from '../mexico/checked.ts'
import { parseClabe } from '../mexico/clabe.ts'
import { parseCurp } from '../mexico/curp.ts'
import { parsePhone } from '../mexico/phone.ts'
import { parsePostalCode } from '../mexico/postal-code.ts'
import { parseRfc } from '../mexico/rfc.ts'
import { findState } from '../mexico/zones.ts'
import { isMoneyError, type MoneyErrorCode } from '../money/errors.ts'
import { money, rate } from '../money/money.ts'
import { isDay } from './input.ts'

// Every schema here takes text and gives text: the verb makes the Money, and a JSON number is refused. An issue carries
// the parser's own code in `params.problem`, for a form to translate; its message never repeats what was typed.

/** Any UUID in its canonical form, as the database takes it: not only the versions that RFC 9562 knows. */
export const uuid = z.guid()

/** A day of the calendar as `YYYY-MM-DD`. */
export const day = z.iso.date().regex(/^[12]/)

/** A moment as ISO 8601 with its zone, `2026-11-21T09:00:00-06:00`; gives a Date. */
export const moment = z
  .string()
  .regex(/^[12]\d{3}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d([.]\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/)
  // A Date would take the 30th of February for the 2nd of March.
  .refine((text) => isDay(text.slice(0, 10)), 'not a day of the calendar')
  .transform((text) => new Date(text))

/** Pesos as text, ≥ 0, at most 2 decimals. It stays text: the verb makes the Money. A JSON number is refused. */
export const amount = z.string().check(refusing('not an amount in pesos', (text) => amountProblem(text, 2)))

/** Pesos as text, ≥ 0, at most 6 decimals: a unit price or a tax base of a CFDI. */
export const unitPrice = z.string().check(refusing('not a unit price in pesos', (text) => amountProblem(text, 6)))

/** A fraction from 0 to 1 as text, at most 6 decimals. */
export const fraction = z.string().check(refusing('not a fraction', fractionProblem))

/** An RFC, put into its one written form. Its check digit is a warning of `parseRfc`, and no reason to refuse it. */
export const rfc = written('not an RFC', parseRfc, (found) => found.rfc)

/** A CURP, put into its one written form. */
export const curp = written('not a CURP', parseCurp, (found) => found.curp)

/** The number of a bank account, put into its 18 digits. */
export const clabe = written('not a CLABE', parseClabe, (found) => found.clabe)

/** A Mexican phone number, put into E.164: +52 and 10 digits. */
export const phone = written('not a Mexican phone number', parsePhone, (found) => found.e164)

/** A postal code: 5 digits, as text. */
export const postalCode = written('not a postal code', parsePostalCode, (found) => found.code)

/** A state by its code of INEGI or of the SAT, put into the SAT's three letters. */
export const state = written('not a state', findState, (found) => found.sat)

type Refusal = z.core.CheckFn<string>

function refusing(message: string, problemOf: (text: string) => Problem): Refusal {
  return ({ value, issues }) => {
    const problem = problemOf(value)
    if (problem !== undefined) issues.push({ code: 'custom', input: value, message, params: { problem } })
  }
}

/** Text that a parser takes, in the form that it gives. Still a schema of a string, so that JSON Schema can say it. */
function written<Value>(
  message: string,
  parse: (text: string) => Checked<Value, string, string>,
  textOf: (value: Value) => string,
) {
  return z
    .string()
    .check(({ value, issues }) => {
      const found = parse(value)
      if (found.ok) return
      for (const problem of found.errors) issues.push({ code: 'custom', input: value, message, params: { problem } })
    })
    .overwrite((text) => {
      const found = parse(text)
      return found.ok ? textOf(found.value) : text
    })
}

type Problem = MoneyErrorCode | undefined

function amountProblem(text: string, decimals: 2 | 6): Problem {
  return problemIn(() => {
    const pesos = money(text)
    if (pesos.isNegative()) return 'MONEY_NEGATIVE'
    return pesos.decimalPlaces() > decimals ? 'MONEY_NOT_CENTAVOS' : undefined
  })
}

function fractionProblem(text: string): Problem {
  return problemIn(() => (rate(text).greaterThan(1) ? 'MONEY_BAD_RATE' : undefined))
}

/** What the check says, or the code of what it throws. */
function problemIn(check: () => Problem): Problem {
  try {
    return check()
  } catch (error) {
    if (isMoneyError(error)) return error.code
    throw error
  }
}
