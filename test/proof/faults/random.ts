/**
 * Numbers that a seed repeats: which backend dies, when the server does, how long a transaction lingers. What the
 * machine makes of a schedule in time is its own affair; what is done, and in which order, is the seed's.
 *
 * Each fault draws from its own, by name: leaving one fault out does not change the others.
 */
export class Random {
  #state: number

  constructor(seed: number, purpose: string) {
    // FNV-1a over the purpose, started by the seed.
    let hash = 0x811c9dc5 ^ seed
    for (const letter of purpose) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
    this.#state = hash >>> 0
  }

  /** At least 0, below 1: mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  of<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.next() * list.length)]
  }
}
