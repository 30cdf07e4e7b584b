import { isCalendarDate } from './calendar.ts'
import { type Checked, failed } from './checked.ts'

/** entity: persona moral, 12 characters · individual: persona física, 13 · the two generic RFCs of the SAT */
export type RfcKind = 'entity' | 'individual' | 'generic-national' | 'generic-foreign'

export interface Rfc {
  readonly rfc: string
  readonly kind: RfcKind
  /** Birth or incorporation; the century is not written. */
  readonly date: { readonly yearInCentury: number; readonly month: number; readonly day: number }
}

export type RfcProblem = 'RFC_BAD_LENGTH' | 'RFC_BAD_PATTERN' | 'RFC_BAD_DATE'
/** Only the SAT's register decides: it has issued RFCs with another check digit, and the generic one fails it too. */
export type RfcWarning = 'RFC_CHECK_DIGIT'

// cfdv40.xsd, t_RFC
const pattern = /^([A-ZÑ&]{3,4})(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[A-Z0-9]{2}[0-9A]$/
const generic: Readonly<Record<string, RfcKind>> = {
  XAXX010101000: 'generic-national',
  XEXX010101000: 'generic-foreign',
}
const characters = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ'

/**
 * An RFC in its one written form: upper case, Ñ as one character, without spaces, dashes or an "MX" in front.
 *
 * Ours, because the published checkers either accept 30 February or refuse RFCs the SAT itself issued: here the date is
 * a calendar date (29 February of year 00 exists in 2000) and the check digit is a warning.
 *
 * @example
 * parseRfc('goya-780416-gm0') // → { ok: true, value: { rfc: 'GOYA780416GM0', kind: 'individual', date: { yearInCentury: 78, month: 4, day: 16 } }, warnings: [] }
 */
export function parseRfc(text: string): Checked<Rfc, RfcProblem, RfcWarning> {
  const plain = text.normalize('NFC').toUpperCase().replace(/[\s-]/g, '')
  const rfc = plain.length > 13 && plain.startsWith('MX') ? plain.slice(2) : plain
  if (rfc.length !== 12 && rfc.length !== 13) return failed('RFC_BAD_LENGTH')
  const parts = pattern.exec(rfc)
  if (parts === null) return failed('RFC_BAD_PATTERN')
  const [yearInCentury, month, day] = [Number(parts[2]), Number(parts[3]), Number(parts[4])]
  // 1900 was no leap year, 2000 was: a day that exists in either century passes
  if (!isCalendarDate(2000 + yearInCentury, month, day)) return failed('RFC_BAD_DATE')
  const kind = generic[rfc] ?? (rfc.length === 12 ? 'entity' : 'individual')
  const suspicious = generic[rfc] === undefined && rfcCheckDigit(rfc) !== rfc.at(-1)
  return {
    ok: true,
    value: { rfc, kind, date: { yearInCentury, month, day } },
    warnings: suspicious ? ['RFC_CHECK_DIGIT'] : [],
  }
}

/** The check digit the SAT's algorithm gives for an RFC of 12 or 13 characters: Σ value × (13 − place) mod 11. */
function rfcCheckDigit(rfc: string): string {
  const padded = rfc.padStart(13, ' ')
  let total = 0
  for (let place = 0; place < 12; place++) total += characters.indexOf(padded.charAt(place)) * (13 - place)
  const rest = total % 11
  return rest === 0 ? '0' : rest === 1 ? 'A' : String(11 - rest)
}
