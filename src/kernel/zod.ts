import { z } from 'zod'
import { amountOf, rateOf } from './input.ts'
import { isDbError } from './errors.ts'

/** Any UUID in its canonical form, as the database takes it: not only the versions that RFC 9562 knows. */
export const uuid = z.guid()

/** Pesos as text, ≥ 0, at most 2 decimals. It stays text: the verb makes the Money. A JSON number is refused. */
export const amount = z
  .string()
  .refine((text) => holds(() => amountOf('amount', text)), { error: 'not an amount in pesos' })

/** A fraction from 0 to 1 as text, at most 6 decimals. */
export const fraction = z.string().refine((text) => holds(() => rateOf('rate', text)), { error: 'not a fraction' })

function holds(check: () => unknown): boolean {
  try {
    check()
    return true
  } catch (error) {
    if (isDbError(error, 'INVALID')) return false
    throw error
  }
}
