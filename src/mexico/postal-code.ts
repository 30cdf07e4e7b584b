import { type Checked, failed } from './checked.ts'
import { type State, states } from './states.ts'

export interface PostalCode {
  /** Text: the leading zero of Mexico City is part of it. */
  readonly code: string
  readonly state: State
}

export type PostalCodeProblem = 'POSTAL_CODE_BAD_FORMAT' | 'POSTAL_CODE_UNUSED_PREFIX'

/**
 * A post code and its state by the first two digits. Whether the code exists is a question for SEPOMEX's or the SAT's
 * catalogue.
 *
 * @example
 * parsePostalCode('06700').ok // → true
 */
export function parsePostalCode(text: string): Checked<PostalCode, PostalCodeProblem> {
  const code = text.trim()
  if (!/^\d{5}$/.test(code)) return failed('POSTAL_CODE_BAD_FORMAT')
  const state = states.find(({ postalPrefixes }) => postalPrefixes.includes(code.slice(0, 2)))
  return state === undefined ? failed('POSTAL_CODE_UNUSED_PREFIX') : { ok: true, value: { code, state }, warnings: [] }
}
