import fc from 'fast-check'

/** Choices of a run, all of them from one seed: the same seed makes the same run. */
export class Dice {
  readonly seed: number
  #words: number[] = []
  #drawn = 0

  constructor(seed: number) {
    this.seed = seed
  }

  /** 0 up to `below`, which is not included. */
  below(below: number): number {
    return below <= 0 ? 0 : this.#word() % below
  }

  between(min: number, max: number): number {
    return min + this.below(max - min + 1)
  }

  /** One time in `n`. */
  once(n: number): boolean {
    return this.below(n) === 0
  }

  pick<T>(from: readonly [T, ...T[]]): T
  pick<T>(from: readonly T[]): T | undefined
  pick<T>(from: readonly T[]): T | undefined {
    return from[this.below(from.length)]
  }

  /** A key of the weights, as likely as its weight. */
  weighted<K extends string>(weights: readonly (readonly [K, number])[]): K {
    let place = this.below(weights.reduce((sum, [, weight]) => sum + weight, 0))
    for (const [key, weight] of weights) {
      if (place < weight) return key
      place -= weight
    }
    throw new Error('weights are more than nothing')
  }

  /** Pesos with centavos, up to whole `max`. */
  pesos(max: number): string {
    return `${this.below(max)}.${String(this.below(100)).padStart(2, '0')}`
  }

  #word(): number {
    if (this.#words.length === 0) {
      const word = fc.noBias(fc.nat(0x7fff_ffff))
      this.#words = fc.sample(word, { seed: this.seed + this.#drawn, numRuns: 4096 })
      this.#drawn += 1
    }
    return this.#words.pop() ?? 0
  }
}
