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
/** The largest lines of each mix of taxes may share a move: theirs is the smallest change in proportion. */
const moversPerMix = 4
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

/** One base moved by `by`, spread evenly over lines with the same taxes. */
interface Move {
  readonly lines: readonly number[]
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
        const level = 'rate' in tax ? tax.rate.toString() : 'perLitre' in tax ? tax.perLitre.toString() : ''
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
    const sums = this.#after(move)
    for (const { line, base } of this.#shares(move)) this.bases[line] = base
    this.#sums.splice(0, this.#sums.length, ...sums)
  }

  /** The smallest move within one mix of taxes that makes the totals meet. */
  oneMove(): Move[] | null {
    const works = this.#moves(1n).filter((move) => this.missing(this.#after(move)) === 0n)
    works.sort((a, b) => Number(size(a.by) - size(b.by)))
    const [smallest] = works
    return smallest === undefined ? null : [smallest]
  }

  /** Two mixes at once, where one move crosses two roundings together. */
  twoMoves(): Move[] | null {
    for (const first of this.#moves(0n)) {
      const bases = [...this.bases]
      const sums = [...this.#sums]
      this.apply(first)
      const second = this.oneMove()
      this.bases.splice(0, bases.length, ...bases)
      this.#sums.splice(0, this.#sums.length, ...sums)
      if (second) return [first, ...second]
    }
    return null
  }

  /** Moves that take a sum just across its next half centavo; the largest lines of each mix of taxes can move. */
  #moves(around: bigint): Move[] {
    const movers = new Map<string, number[]>()
    for (const [line, { base, taxes }] of this.#drafts.entries()) {
      if (taxes.length === 0 || this.bases[line] !== base) continue
      const mix = this.#groups[line]?.join() ?? ''
      movers.set(mix, [...(movers.get(mix) ?? []), line])
    }
    return [...movers.values()].flatMap((lines) => {
      const largest = lines.toSorted((a, b) => Number((this.bases[b] ?? 0n) - (this.bases[a] ?? 0n)))
      const sets = largest.slice(0, moversPerMix).map((_, most) => largest.slice(0, most + 1))
      return sets.flatMap((set) => this.#movesOf(set, around)).filter((move) => this.#keepsPrices(move))
    })
  }

  #movesOf(lines: readonly number[], around: bigint): Move[] {
    return this.#slopes(lines[0] ?? 0).flatMap(({ group, slope }) => {
      if (slope === 0n) return []
      const sum = this.#sums[group] ?? 0n
      const middle = inCentavos(sum) * 10_000n
      const up = ((middle + 5_000n - sum) * one + slope - 1n) / slope
      const down = -(((sum - middle + 5_001n) * one + slope - 1n) / slope)
      const moves: Move[] = []
      for (let near = -2n * around; near <= 2n * around; near++) {
        moves.push({ lines, by: up + near }, { lines, by: down + near })
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

  /** What each line of a move would have as its base. */
  #shares({ lines, by }: Move): { line: number; base: bigint }[] {
    const count = BigInt(lines.length)
    const each = by / count
    return lines.map((line, index) => ({
      line,
      base: (this.bases[line] ?? 0n) + each + (index === 0 ? by - each * count : 0n),
    }))
  }

  #keepsPrices(move: Move): boolean {
    return this.#shares(move).every(({ line, base }) => {
      const draft = this.#drafts[line]
      if (draft === undefined || base <= 0n) return false
      const price = taxAmounts(base, draft.taxes).reduce((all, { amount }) => all + amount, base)
      return size(price - draft.target) <= slack
    })
  }

  /** The sums after a move. */
  #after(move: Move): bigint[] {
    const sums = [...this.#sums]
    for (const { line, base } of this.#shares(move)) {
      this.#add(sums, line, this.bases[line] ?? 0n, -1n)
      this.#add(sums, line, base, 1n)
    }
    return sums
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
