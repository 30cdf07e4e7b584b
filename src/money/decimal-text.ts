import { MoneyError } from './errors.ts'
import { divideHalfUp } from './units.ts'

/** `t_Importe`: at most 18 integer digits and 6 decimals, never negative (cfdv40.xsd). Millionths, and the decimals written. */
export function decimalText(text: string): { readonly units: bigint; readonly decimals: number } {
  const parts = /^(\d{1,18})(?:\.(\d{1,6}))?$/.exec(text)
  if (parts === null) {
    throw new MoneyError(
      'MONEY_NOT_A_NUMBER',
      'a CFDI amount is plain text with at most 18 integer digits and 6 decimals',
    )
  }
  const fraction = parts[2] ?? ''
  return { units: BigInt(parts[1] + fraction.padEnd(6, '0')), decimals: fraction.length }
}

/** Millionths as text with 6 decimals. */
export function sixDecimals(units: bigint): string {
  return withPoint(units, 6)
}

/** Whole centavos as text with 2 decimals. */
export function twoDecimals(centavos: bigint): string {
  return withPoint(centavos, 2)
}

/** Millionths to centavos, the rounding of every total of a CFDI (guide FAQ 37 to 41). */
export const inCentavos = (units: bigint): bigint => divideHalfUp(units, 10_000n)

function withPoint(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
