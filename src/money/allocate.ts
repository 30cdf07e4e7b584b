import { centavos } from './centavos.ts'
import { MoneyError } from './errors.ts'
import type { Money } from './money.ts'
import { fromUnits, toUnits } from './units.ts'

/** More decimals than any amount or product of amounts has, so that weights are compared as integers. */
const weightScale = 12

/**
 * Splits an amount in proportion to weights, without gaining or losing a centavo.
 *
 * Each share is first cut down to whole centavos; the centavos left over go one each to the shares cut the most, and on
 * a tie to the earlier one (largest remainder). A negative total, a refund, splits as the mirror image of the positive
 * one. Computed in integers: the order of two remainders is never decided by a rounded quotient.
 *
 * @param total pesos, at most 2 decimals
 * @param weights any unit, all ≥ 0, not all zero: line amounts, percentages, head counts
 * @returns one share per weight, in the same order; their sum equals `total` exactly
 * @throws {MoneyError} `MONEY_BAD_WEIGHTS` nothing to share over · `MONEY_NOT_CENTAVOS` a total with more than 2 decimals
 *
 * @example
 * allocate(money('100.00'), [money('1'), money('1'), money('1')]) // → [33.34, 33.33, 33.33]
 */
export function allocate(total: Money, weights: readonly Money[]): Money[] {
  const parts = weights.map((weight) => toUnits(weight, weightScale) ?? -1n)
  return allocateUnits(centavos(total), parts).map((share) => fromUnits(share, 2))
}

/** `allocate` on whole numbers: `total` units over `weights`. */
export function allocateUnits(total: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((all, weight) => all + weight, 0n)
  if (whole <= 0n || weights.some((weight) => weight < 0n)) {
    throw new MoneyError('MONEY_BAD_WEIGHTS', 'weights must be ≥ 0 with at most 12 decimals, and not all zero')
  }
  const size = total < 0n ? -total : total
  const shares = weights.map((weight) => (size * weight) / whole)
  let left = shares.reduce((rest, share) => rest - share, size)
  if (left > 0n) {
    // Remainders that a JS number holds exactly are compared as numbers: a sort of bigints is what a long basket costs.
    const comparable = whole <= Number.MAX_SAFE_INTEGER ? Number : (cut: bigint) => cut
    const cuts = weights.map((weight, index) => ({ index, cut: comparable((size * weight) % whole) }))
    // Stable, so that on a tie the earlier one stays ahead.
    cuts.sort((a, b) => (a.cut < b.cut ? 1 : a.cut > b.cut ? -1 : 0))
    for (const { index } of cuts) {
      if (left === 0n) break
      shares[index] = (shares[index] ?? 0n) + 1n
      left -= 1n
    }
  }
  return total < 0n ? shares.map((share) => -share) : shares
}
