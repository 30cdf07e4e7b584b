import { allocateUnits } from '../../money/allocate.ts'
import { centavos } from '../../money/centavos.ts'
import { money, rate } from '../../money/money.ts'
import { divideHalfUp, toUnits } from '../../money/units.ts'
import type { PromotionCandidate } from './promotion-candidate.ts'

// Whole centavos as bigint; `app.promotion_shares` in the database is the same in SQL.

/** A line while promotions are taken off it. */
export interface OpenLine {
  readonly lineNo: number
  readonly itemId: string
  readonly quantity: number
  readonly unitPrice: bigint
  /** What earlier promotions left of it. */
  readonly left: bigint
}

/** What a promotion takes off each of the lines, in their order; nothing off those that it is not for. */
export function shareOut(terms: PromotionCandidate, lines: readonly OpenLine[]): readonly bigint[] {
  const eligible = lines.map(({ itemId }) => terms.itemIds === null || terms.itemIds.includes(itemId))
  const bases =
    terms.kind === 'buy_x_get_y'
      ? lowered(lines, eligible, terms.buyQuantity ?? 0, terms.getQuantity ?? 0)
      : lines.map(({ left }, i) => (eligible[i] === true ? left : 0n))
  const whole = bases.reduce((all, base) => all + base, 0n)
  const wanted =
    terms.kind === 'amount'
      ? textCentavos(terms.amountOff)
      : divideHalfUp(whole * (toUnits(rate(terms.percentOff ?? '0'), 6) ?? 0n), 1_000_000n)
  const amount = least(wanted, whole, terms.maxDiscount === null ? wanted : textCentavos(terms.maxDiscount))
  // A share is never more than its base: a part of the whole that is at most the whole, rounded to the next centavo.
  return amount === 0n ? lines.map(() => 0n) : allocateUnits(amount, bases)
}

/** What a promotion takes off the delivery. */
export function offDelivery(terms: PromotionCandidate, fee: bigint): bigint {
  return terms.maxDiscount === null ? fee : least(fee, textCentavos(terms.maxDiscount))
}

/**
 * What the units that one gets are worth on each line: of eligible units from dear to cheap, in whole groups of
 * `buy + get`, the last `get` of each group. Units of a line are alike, so a line that an earlier promotion lowered is
 * worth its part of what that left.
 */
function lowered(lines: readonly OpenLine[], eligible: readonly boolean[], buy: number, get: number): bigint[] {
  const dearFirst = lines
    .map((line, index) => ({ line, index }))
    .filter(({ index }) => eligible[index] === true)
    // Stable: of equal prices the earlier line stays ahead.
    .sort((a, b) => (a.line.unitPrice < b.line.unitPrice ? 1 : a.line.unitPrice > b.line.unitPrice ? -1 : 0))
  const size = buy + get
  const units = dearFirst.reduce((all, { line }) => all + line.quantity, 0)
  const whole = units - (units % size)
  /** How many of the first `n` units one gets. */
  const gotten = (n: number) => Math.floor(n / size) * get + Math.max((n % size) - buy, 0)
  const bases = lines.map(() => 0n)
  let starts = 0
  for (const { line, index } of dearFirst) {
    const ends = starts + line.quantity
    const got = gotten(Math.min(ends, whole)) - gotten(Math.min(starts, whole))
    bases[index] = divideHalfUp(line.left * BigInt(got), BigInt(line.quantity))
    starts = ends
  }
  return bases
}

/** Text of an amount in centavos; null is nothing. */
export function textCentavos(text: string | null): bigint {
  return text === null ? 0n : centavos(money(text))
}

function least(first: bigint, ...others: readonly bigint[]): bigint {
  return others.reduce((smallest, other) => (other < smallest ? other : smallest), first)
}
