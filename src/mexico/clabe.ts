import { banks } from './banks.ts'
import { type Checked, failed } from './checked.ts'

export interface Clabe {
  readonly clabe: string
  readonly bankCode: string
  /** null when the bank is not in our list, which Banxico extends without notice. */
  readonly bank: string | null
  readonly plaza: string
  readonly account: string
}

export type ClabeProblem = 'CLABE_BAD_LENGTH' | 'CLABE_NOT_DIGITS' | 'CLABE_CHECK_DIGIT' | 'CLABE_NO_BANK'
export type ClabeWarning = 'CLABE_UNKNOWN_BANK'

/**
 * A bank account in its one written form: 3 digits bank, 3 plaza, 11 account, 1 check digit (weights 3, 7, 1).
 *
 * Eighteen zeros pass the check digit, so a bank 000 is refused; a bank not in the list is a warning.
 *
 * @example
 * parseClabe('032 180 00011835971 9') // → { ok: true, value: { clabe: '032180000118359719', bankCode: '032', bank: 'IXE', plaza: '180', account: '00011835971' }, warnings: [] }
 */
export function parseClabe(text: string): Checked<Clabe, ClabeProblem, ClabeWarning> {
  const clabe = text.replace(/[\s-]/g, '')
  if (!/^\d*$/.test(clabe)) return failed('CLABE_NOT_DIGITS')
  if (clabe.length !== 18) return failed('CLABE_BAD_LENGTH')
  if (checkDigit(clabe) !== clabe.at(-1)) return failed('CLABE_CHECK_DIGIT')
  const bankCode = clabe.slice(0, 3)
  if (bankCode === '000') return failed('CLABE_NO_BANK')
  const bank = banks[bankCode] ?? null
  return {
    ok: true,
    value: { clabe, bankCode, bank, plaza: clabe.slice(3, 6), account: clabe.slice(6, 17) },
    warnings: bank === null ? ['CLABE_UNKNOWN_BANK'] : [],
  }
}

function checkDigit(clabe: string): string {
  let total = 0
  for (let place = 0; place < 17; place++) total += (Number(clabe.charAt(place)) * ([3, 7, 1][place % 3] ?? 0)) % 10
  return String((10 - (total % 10)) % 10)
}
