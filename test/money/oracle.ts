/**
 * The same arithmetic a second time, on whole numbers only and by other formulas, so that a mistake would have to be
 * made twice. Centavos are bigint, millionths of a peso are bigint, rates are millionths.
 */
export const million = 1_000_000n

/** `above ÷ below` half away from zero, by looking at the rest. */
export function halfUp(above: bigint, below: bigint): bigint {
  const sign = above < 0n ? -1n : 1n
  const size = above * sign
  return sign * (size / below + ((size % below) * 2n >= below ? 1n : 0n))
}

/** Largest remainder: hand out what is left one by one to the largest rest, the earlier first. */
export function shares(total: bigint, weights: readonly bigint[]): bigint[] {
  const sign = total < 0n ? -1n : 1n
  const whole = weights.reduce((a, b) => a + b)
  const exact = weights.map((weight) => total * sign * weight)
  const given = exact.map((part) => part / whole)
  for (let left = total * sign - given.reduce((a, b) => a + b); left > 0n; left--) {
    let best = 0
    const rest = (i: number) => exact[i]! - given[i]! * whole
    for (let i = 1; i < weights.length; i++) if (rest(i) > rest(best)) best = i
    given[best]!++
  }
  return given.map((part) => part * sign)
}

/** Base and IVA of a tax-inclusive line, millionths from centavos. */
export function lineTaxes(total: bigint, rate: bigint): { base: bigint; iva: bigint } {
  const base = halfUp(total * 10_000n * million, million + rate)
  return { base, iva: halfUp(base * rate, million) }
}

/** Centavos or millionths as the text decimal.js gives: no needless zeros. */
export function text(units: bigint, scale: number): string {
  const sign = units < 0n ? '-' : ''
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, '')
}
