import { createHash } from 'node:crypto'

/**
 * Chance that comes out the same each time: the names say whose throws these are, so that one tenant's do not depend on
 * how many another took. Not for secrets.
 *
 * @example
 * new Dice(1, 'customers').int(6) // the same number in every run
 */
export class Dice {
  #state: number

  constructor(...names: readonly (string | number)[]) {
    this.#state = createHash('sha256').update(names.join('/')).digest().readUInt32LE(0)
  }

  /** From 0 to 1, without 1. (mulberry32) */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** From 0 to `sides` − 1. */
  int(sides: number): number {
    return Math.floor(this.next() * sides)
  }

  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T {
    const one = list[this.int(list.length)]
    if (one === undefined) throw new RangeError('nothing to pick from')
    return one
  }

  /** The place of one of the weights, as often as it weighs. */
  weighted(weights: readonly number[]): number {
    let left = this.next() * weights.reduce((sum, weight) => sum + weight, 0)
    const at = weights.findIndex((weight) => (left -= weight) < 0)
    return at === -1 ? weights.length - 1 : at
  }

  /** `digits` hexadecimal digits. */
  hex(digits: number): string {
    let text = ''
    while (text.length < digits) text += this.int(0x10000).toString(16).padStart(4, '0')
    return text.slice(0, digits)
  }
}
