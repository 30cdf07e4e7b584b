import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { priceBasket } from '../../src/pricing.ts'
import { money } from '../../src/money.ts'
import { basketFromWords } from './basket-from-words.ts'
import { halfUp, lineTaxes, shares, text } from './oracle.ts'
import { baskets, holds, patience, seedWords } from './property.ts'

describe('priceBasket', { timeout: patience }, () => {
  test(`agrees with whole numbers on ${baskets} tax-inclusive baskets of 1 to 15 lines, and never loses a centavo`, () => {
    holds(
      fc.property(seedWords(15), (words) => {
        const { input, plain, discount, fee, tip } = basketFromWords(words, 'one-rate')
        const gross = plain.map(({ price, quantity }) => price * quantity)
        const subtotal = gross.reduce((a, b) => a + b)
        const given = discount < subtotal ? discount : subtotal
        const off = shares(given, gross)
        const priced = priceBasket(input)

        let base = 0n
        let iva = 0n
        for (const [i, line] of priced.lines.entries()) {
          const taxes = lineTaxes(gross[i]! - off[i]!, 160_000n)
          base += taxes.base
          iva += taxes.iva
          const shown = [line.gross, line.discount, line.total, line.base, line.iva].map(String)
          const right = [
            text(gross[i]!, 2),
            text(off[i]!, 2),
            text(gross[i]! - off[i]!, 2),
            text(taxes.base, 6),
            text(taxes.iva, 6),
          ]
          if (shown.join() !== right.join()) expect(shown).toEqual(right)
        }
        const ofFee = lineTaxes(fee, 160_000n)
        base += ofFee.base
        iva += ofFee.iva

        const { totals } = priced
        const [tax] = totals.taxes
        const shown = [
          totals.subtotal,
          totals.discount,
          totals.fees,
          totals.tip,
          totals.total,
          tax!.base,
          tax!.kind === 'iva' ? tax!.amount : money('-1'),
        ]
        const [roundBase, roundIva] = [halfUp(base, 10_000n), halfUp(iva, 10_000n)]
        const right = [subtotal, given, fee, tip, subtotal - given + fee + tip, roundBase, roundIva]
        if (shown.join() !== right.map((amount) => text(amount, 2)).join())
          expect(shown.map(String)).toEqual(right.map((amount) => text(amount, 2)))
        // the base and the IVA of the receipt add up to what was shown
        expect(roundBase + roundIva).toBe(subtotal - given + fee)
      }),
      baskets,
    )
  })
})
