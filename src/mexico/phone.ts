import { type Checked, failed } from './checked.ts'

export interface Phone {
  /** `+52` and 10 digits */
  readonly e164: string
  /** 10 digits */
  readonly national: string
}

export type PhoneProblem = 'PHONE_BAD_CHARACTERS' | 'PHONE_BAD_LENGTH' | 'PHONE_NOT_MEXICAN' | 'PHONE_BAD_AREA'

/**
 * A Mexican phone number in E.164. Drops what dialling once needed and stored numbers still have: 01, 044 and 045 in
 * front, and the 1 after +52 of mobiles (both ended in 2019).
 *
 * @example
 * parsePhone('+52 1 55 1234 5678') // → { ok: true, value: { e164: '+525512345678', national: '5512345678' }, warnings: [] }
 */
export function parsePhone(text: string): Checked<Phone, PhoneProblem> {
  const plain = text
    .trim()
    .replace(/^00/, '+')
    .replace(/[\s().\-/]/g, '')
  if (!/^\+?\d+$/.test(plain)) return failed('PHONE_BAD_CHARACTERS')
  if (plain.startsWith('+') && !plain.startsWith('+52')) return failed('PHONE_NOT_MEXICAN')
  const national = nationalDigits(plain.replace('+', ''), plain.startsWith('+'))
  if (national.length !== 10) return failed('PHONE_BAD_LENGTH')
  // area codes start with 2 to 9
  if (/^[01]/.test(national)) return failed('PHONE_BAD_AREA')
  return { ok: true, value: { e164: `+52${national}`, national }, warnings: [] }
}

function nationalDigits(digits: string, international: boolean): string {
  if (international || (digits.startsWith('52') && digits.length >= 12)) {
    const rest = digits.slice(2)
    return rest.length === 11 && rest.startsWith('1') ? rest.slice(1) : rest
  }
  const prefix = /^(044|045|01)(\d{10})$/.exec(digits)
  return prefix?.[2] ?? digits
}
