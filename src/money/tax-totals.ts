import type { PricedTax } from './basket.ts'
import type { LineTaxUnits } from './line-tax-units.ts'
import { divideHalfUp, fromUnits } from './units.ts'

interface TaxSum {
  readonly like: PricedTax
  base: bigint
  amount: bigint
}

/** Adds taxes up at 6 decimals, per kind and rate, and rounds each once at the end: the SAT's order (guide FAQ 37 to 39). */
export class TaxTotals {
  readonly #sums: TaxSum[] = []

  addLine(units: LineTaxUnits, taxes: readonly PricedTax[]): void {
    for (const [index, tax] of taxes.entries()) {
      const part = units.iepsParts[index]
      if (part) this.#addTax(tax, part.base, part.amount)
      else this.#addTax(tax, units.ivaBase, units.iva)
    }
  }

  #addTax(tax: PricedTax, base: bigint, amount: bigint): void {
    const sum = this.#sums.find(({ like }) => isSameTax(like, tax))
    if (sum === undefined) this.#sums.push({ like: tax, base, amount })
    else {
      sum.base += base
      sum.amount += amount
    }
  }

  /** All amounts together, in centavos. */
  centavos(): bigint {
    let all = 0n
    for (const { amount } of this.#sums) all += toCentavos(amount)
    return all
  }

  rounded(): PricedTax[] {
    return this.#sums.map(({ like, base, amount }) => {
      const roundedBase = fromUnits(toCentavos(base), 2)
      return like.kind === 'iva-exempt'
        ? { ...like, base: roundedBase }
        : { ...like, base: roundedBase, amount: fromUnits(toCentavos(amount), 2) }
    })
  }
}

/** A basket has a handful of taxes, and mostly the very same Rate object: looking through them beats making a key. */
function isSameTax(left: PricedTax, right: PricedTax): boolean {
  if (left.kind === 'iva-exempt') return right.kind === 'iva-exempt'
  if (left.kind === 'ieps-quota') return right.kind === 'ieps-quota' && left.perLitre.eq(right.perLitre)
  return left.kind === right.kind && (left.rate === right.rate || left.rate.eq(right.rate))
}

const toCentavos = (millionths: bigint): bigint => divideHalfUp(millionths, 10_000n)
