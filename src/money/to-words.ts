import { centavos } from './centavos.ts'
import { MoneyError } from './errors.ts'
import type { Money } from './money.ts'

const small = (
  'CERO UNO DOS TRES CUATRO CINCO SEIS SIETE OCHO NUEVE DIEZ ONCE DOCE TRECE CATORCE QUINCE DIECISÉIS DIECISIETE ' +
  'DIECIOCHO DIECINUEVE VEINTE VEINTIUNO VEINTIDÓS VEINTITRÉS VEINTICUATRO VEINTICINCO VEINTISÉIS VEINTISIETE ' +
  'VEINTIOCHO VEINTINUEVE'
).split(' ')
const tens = 'TREINTA CUARENTA CINCUENTA SESENTA SETENTA OCHENTA NOVENTA'.split(' ')
const hundreds =
  'CIENTO DOSCIENTOS TRESCIENTOS CUATROCIENTOS QUINIENTOS SEISCIENTOS SETECIENTOS OCHOCIENTOS NOVECIENTOS'.split(' ')

/**
 * An amount in words as Mexican receipts and cheques carry it: pesos in words, centavos as a fraction, "M.N.".
 *
 * @param amount from −999,999,999,999.99 to 999,999,999,999.99, at most 2 decimals
 * @throws {MoneyError} `MONEY_NOT_CENTAVOS` · `MONEY_OUT_OF_RANGE`
 *
 * @example
 * toWords(money('123.45')) // → 'CIENTO VEINTITRÉS PESOS 45/100 M.N.'
 */
export function toWords(amount: Money): string {
  const cents = centavos(amount)
  const size = cents < 0n ? -cents : cents
  if (size >= 100_000_000_000_000n) throw new MoneyError('MONEY_OUT_OF_RANGE', 'words go up to 999,999,999,999.99')
  const pesos = Number(size / 100n) // exact: below 10¹²
  // "un millón de pesos": a round number of millions takes "de"
  const noun = pesos === 1 ? 'PESO' : pesos >= 1e6 && pesos % 1e6 === 0 ? 'DE PESOS' : 'PESOS'
  const fraction = (size % 100n).toString().padStart(2, '0')
  return `${cents < 0n ? 'MENOS ' : ''}${shortened(cardinal(pesos))} ${noun} ${fraction}/100 M.N.`
}

/** "uno" loses its o before a noun: UN PESO, VEINTIÚN PESOS, TREINTA Y UN PESOS, VEINTIÚN MIL. */
const shortened = (words: string): string => words.replace(/VEINTIUNO$/, 'VEINTIÚN').replace(/UNO$/, 'UN')

function cardinal(n: number): string {
  if (n < 30) return small[n] ?? ''
  if (n < 100) return [tens[Math.floor(n / 10) - 3], ...(n % 10 ? ['Y', small[n % 10]] : [])].join(' ')
  if (n === 100) return 'CIEN'
  if (n < 1000) return joined(hundreds[Math.floor(n / 100) - 1] ?? '', n % 100)
  if (n < 1e6) {
    const thousands = Math.floor(n / 1000)
    return joined(thousands === 1 ? 'MIL' : `${shortened(cardinal(thousands))} MIL`, n % 1000)
  }
  const millions = Math.floor(n / 1e6)
  return joined(millions === 1 ? 'UN MILLÓN' : `${shortened(cardinal(millions))} MILLONES`, n % 1e6)
}

const joined = (head: string, rest: number): string => (rest === 0 ? head : `${head} ${cardinal(rest)}`)
