import { isCalendarDate } from './calendar.ts'
import { type Checked, failed } from './checked.ts'

export interface Curp {
  readonly curp: string
  /** H: hombre · M: mujer · X: no binario */
  readonly sex: 'H' | 'M' | 'X'
  /** `YYYY-MM-DD`; the century is read from character 17: a digit until 1999, a letter since 2000. */
  readonly bornOn: string
  /** Two letters of RENAPO, NE when born abroad. */
  readonly bornIn: string
  /** One of the two CURPs that stand for any foreigner. */
  readonly generic: boolean
}

export type CurpProblem =
  'CURP_BAD_LENGTH' | 'CURP_BAD_PATTERN' | 'CURP_BAD_STATE' | 'CURP_BAD_DATE' | 'CURP_CHECK_DIGIT'

// CFDI payroll schema, t_CURP, with sex X; consonants as in tdCFDI.xsd
const pattern =
  /^[A-Z][AEIOUX][A-Z]{2}(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([HMX])([A-Z]{2})[B-DF-HJ-NP-TV-Z]{3}([0-9A-Z])\d$/
const states = new Set(
  'AS BC BS CC CL CM CS CH DF DG GT GR HG JC MC MN MS NT NL OC PL QT QR SP SL SR TC TS TL VZ YN ZS NE'.split(' '),
)
/** The second fails the check digit, and is in use all the same. */
const generics = new Set(['XEXX010101HNEXXXA4', 'XEXX010101MNEXXXA8'])
const characters = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'

/**
 * A CURP in its one written form, with what can be read from it.
 *
 * Ours, because the published checker does not know sex X and accepts days that are not in the calendar.
 *
 * @example
 * parseCurp('BOXW310820HNERXN09').ok // → true
 */
export function parseCurp(text: string): Checked<Curp, CurpProblem> {
  const curp = text.normalize('NFC').toUpperCase().replace(/[\s-]/g, '')
  if (curp.length !== 18) return failed('CURP_BAD_LENGTH')
  const parts = pattern.exec(curp)
  if (parts === null) return failed('CURP_BAD_PATTERN')
  const [, yy = '', mm = '', dd = '', sex, bornIn = '', mark = ''] = parts
  if (!states.has(bornIn)) return failed('CURP_BAD_STATE')
  const year = (/\d/.test(mark) ? 1900 : 2000) + Number(yy)
  if (!isCalendarDate(year, Number(mm), Number(dd))) return failed('CURP_BAD_DATE')
  const generic = generics.has(curp)
  if (!generic && checkDigit(curp) !== curp.at(-1)) return failed('CURP_CHECK_DIGIT')
  const known = sex === 'H' || sex === 'M' ? sex : 'X'
  return { ok: true, value: { curp, sex: known, bornOn: `${year}-${mm}-${dd}`, bornIn, generic }, warnings: [] }
}

function checkDigit(curp: string): string {
  let total = 0
  for (let place = 0; place < 17; place++) total += characters.indexOf(curp.charAt(place)) * (18 - place)
  return String((10 - (total % 10)) % 10)
}
