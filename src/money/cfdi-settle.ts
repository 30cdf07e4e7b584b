import type { PricedTax } from './basket.ts'
import { inCentavos } from './decimal-text.ts'
import type { Rate } from './money.ts'
import { divideHalfUp, toUnits } from './units.ts'

/** A line before its base is final; all in millionths. */
export interface CfdiDraft {
  /** What it costs with taxes: whole centavos. */
  readonly target: bigint
  readonly base: bigint
  readonly taxes: readonly PricedTax[]
}

export interface Settled {
  readonly bases: readonly bigint[]
  /** Σ targets − the Total of the document, in centavos. */
  readonly rounding: bigint
}

const one = 1_000_000n
/** A line may be off its price by less than half a centavo: it still rounds to it. */
const slack = 4_999n
const millionths = (fraction: Rate): bigint => toUnits(fraction, 6) ?? 0n

/** The amount of each tax when the base of its line is `base`: IEPS first, its amount is part of the base of IVA. */
export function taxAmounts(base: bigint, taxes: readonly PricedTax[]): { on: bigint; amount: bigint }[] {
  let ieps = 0n
  return taxes.map((tax) => {
    if (tax.kind === 'iva-exempt') return { on: base + ieps, amount: 0n }
    if (tax.kind === 'iva') return { on: base + ieps, amount: divideHalfUp((base + ieps) * millionths(tax.rate), one) }
    const quota = tax.kind === 'ieps-quota'
    const amount = quota ? (toUnits(tax.amount, 6) ?? 0n) : divideHalfUp(base * millionths(tax.rate), one)
    ieps += amount
    return { on: quota ? (toUnits(tax.base, 6) ?? 0n) : base, amount }
  })
}

/**
 * Moves as little as possible so that the figures the SAT rounds one by one, Σ base and Σ of each tax, add up to the
 * prices shown. Nothing moves when they already do, as they do for every basket with one rate.
 */
export function settle(drafts: readonly CfdiDraft[]): Settled {
  const search = new Search(drafts)
  if (search.missing() === 0n) return { bases: drafts.map(({ base }) => base), rounding: 0n }
  const found = search.oneMove() ?? search.twoMoves() ?? []
  for (const move of found) search.apply(move)
  return { bases: search.bases, rounding: search.missing() }
}

interface Move {
  readonly line: number
  readonly by: bigint
}

class Search {
  readonly bases: bigint[]
  readonly #drafts: readonly CfdiDraft[]
  /** Σ base first, then Σ of each tax by kind and rate. */
  readonly #sums: bigint[] = [0n]
  readonly #groups: number[][]
  readonly #target: bigint

  constructor(drafts: readonly CfdiDraft[]) {
    this.#drafts = drafts
    this.bases = drafts.map(({ base }) => base)
    this.#target = inCentavos(drafts.reduce((all, { target }) => all + target, 0n))
    const keys = new Map<string, number>()
    this.#groups = drafts.map(({ taxes }) =>
      taxes.map((tax) => {
        const level = 'rate' in tax ? tax.rate : 'perLitre' in tax ? tax.perLitre : ''
        const key = `${tax.kind} ${level}`
        const group = keys.get(key) ?? keys.size + 1
        keys.set(key, group)
        return group
      }),
    )
    for (let group = 1; group <= keys.size; group++) this.#sums.push(0n)
    for (const [line, { base }] of drafts.entries()) this.#add(this.#sums, line, base, 1n)
  }

  /** Centavos the document lacks (or has too many of) against the prices shown. */
  missing(sums: readonly bigint[] = this.#sums): bigint {
    return this.#target - sums.reduce((all, sum) => all + inCentavos(sum), 0n)
  }

  apply(move: Move): void {
    const { base, sums } = this.#after(move)
    this.bases[move.line] = base
    this.#sums.splice(0, this.#sums.length, ...sums)
  }

  /** The smallest move of one line that makes the totals meet. */
  oneMove(): Move[] | null {
    const works = this.#moves(1n).filter((move) => this.missing(this.#after(move).sums) === 0n)
    works.sort((a, b) => Number(size(a.by) - size(b.by)))
    const [smallest] = works
    return smallest === undefined ? null : [smallest]
  }

  /** Two lines at once, for mixes where one crosses two roundings together. */
  twoMoves(): Move[] | null {
    for (const first of this.#moves(0n)) {
      const before = this.bases[first.line] ?? 0n
      const sums = [...this.#sums]
      this.apply(first)
      const second = this.oneMove()
      this.bases[first.line] = before
      this.#sums.splice(0, this.#sums.length, ...sums)
      if (second) return [first, ...second]
    }
    return null
  }

  /** Moves that take a sum just across its next half centavo; the largest line of each mix of taxes can move. */
  #moves(around: bigint): Move[] {
    const movers = new Map<string, number>()
    for (const [line, { base, taxes }] of this.#drafts.entries()) {
      const mix = this.#groups[line]?.join() ?? ''
      const other = movers.get(mix)
      const moved = this.bases[line] !== base
      if (taxes.length > 0 && !moved && (other === undefined || base > (this.bases[other] ?? 0n))) movers.set(mix, line)
    }
    return [...movers.values()].flatMap((line) => this.#movesOf(line, around).filter((move) => this.#keepsPrice(move)))
  }

  #movesOf(line: number, around: bigint): Move[] {
    const slopes = this.#slopes(line)
    return slopes.flatMap(({ group, slope }) => {
      if (slope === 0n) return []
      const sum = this.#sums[group] ?? 0n
      const middle = inCentavos(sum) * 10_000n
      const up = ((middle + 5_000n - sum) * one + slope - 1n) / slope
      const down = -(((sum - middle + 5_001n) * one + slope - 1n) / slope)
      const moves: Move[] = []
      for (let near = -2n * around; near <= 2n * around; near++) {
        moves.push({ line, by: up + near }, { line, by: down + near })
      }
      return moves
    })
  }

  /** How much each sum grows, in millionths, when the base of the line grows by one. */
  #slopes(line: number): { group: number; slope: bigint }[] {
    let ieps = 0n
    const slopes = [{ group: 0, slope: one }]
    for (const [index, tax] of (this.#drafts[line]?.taxes ?? []).entries()) {
      const rate = tax.kind === 'iva' || tax.kind === 'ieps' ? millionths(tax.rate) : 0n
      const slope = tax.kind === 'iva' ? ((one + ieps) * rate) / one : rate
      if (tax.kind === 'ieps') ieps += rate
      slopes.push({ group: this.#groups[line]?.[index] ?? 0, slope })
    }
    return slopes
  }

  #keepsPrice({ line, by }: Move): boolean {
    const draft = this.#drafts[line]
    const base = (this.bases[line] ?? 0n) + by
    if (draft === undefined || base <= 0n) return false
    const price = taxAmounts(base, draft.taxes).reduce((all, { amount }) => all + amount, base)
    return size(price - draft.target) <= slack
  }

  #after({ line, by }: Move): { base: bigint; sums: bigint[] } {
    const before = this.bases[line] ?? 0n
    const sums = [...this.#sums]
    this.#add(sums, line, before, -1n)
    this.#add(sums, line, before + by, 1n)
    return { base: before + by, sums }
  }

  #add(sums: bigint[], line: number, base: bigint, sign: 1n | -1n): void {
    sums[0] = (sums[0] ?? 0n) + sign * base
    for (const [index, { amount }] of taxAmounts(base, this.#drafts[line]?.taxes ?? []).entries()) {
      const group = this.#groups[line]?.[index] ?? 0
      sums[group] = (sums[group] ?? 0n) + sign * amount
    }
  }
}

const size = (units: bigint): bigint => (units < 0n ? -units : units)
