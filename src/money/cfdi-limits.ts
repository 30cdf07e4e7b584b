/**
 * The only tolerance the SAT has: limits of a line's amount, from how far the factors may have been rounded as they are
 * written ("Algoritmos Matemáticos de Cuadratura y Redondeo", Anexo 20; guide FAQ 41).
 *
 * lower = trunc[(a − 10^−da ÷ 2) × (b − 10^−db ÷ 2)] and upper = ceil[(a + 10^−da ÷ 2 − 10^−12) × (b + 10^−db ÷ 2 −
 * 10^−12)], cut at `digits` decimals; a rate is exact and has no margin.
 */
interface WrittenNumber {
  /** millionths */
  readonly units: bigint
  /** as written: trailing zeros narrow the limits */
  readonly decimals: number
}

const fine = 1_000_000n

export function productLimits(left: WrittenNumber, right: WrittenNumber | { readonly rate: bigint }, digits: number) {
  const scale = 10n ** BigInt(24 - digits)
  const low = lowest(left) * ('rate' in right ? right.rate * fine : lowest(right))
  const high = highest(left) * ('rate' in right ? right.rate * fine : highest(right))
  const back = 10n ** BigInt(6 - digits)
  return {
    lower: low <= 0n ? 0n : (low / scale) * back,
    upper: ((high + scale - 1n) / scale) * back,
  }
}

/** At 12 decimals, where both margins are whole numbers. */
const margin = ({ decimals }: WrittenNumber): bigint => 10n ** BigInt(12 - decimals) / 2n
const lowest = (written: WrittenNumber): bigint => written.units * fine - margin(written)
const highest = (written: WrittenNumber): bigint => written.units * fine + margin(written) - 1n
