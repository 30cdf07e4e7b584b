import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { cfdiLines, cfdiTotals, checkCfdi, priceBasket } from '../../src/pricing.ts'
import { add, money, subtract } from '../../src/money.ts'
import { basketFromWords, type Mix } from './basket-from-words.ts'
import { baskets, holds, patience, seedWords } from './property.ts'

const parts: Readonly<Record<Mix, number>> = { 'one-rate': baskets, 'mixed-rates': baskets / 10, ieps: baskets / 20 }
const seen: string[] = []
afterAll(() => console.info(seen.join('\n')))

describe('cfdiTotals', () => {
  test.for(Object.entries(parts) as [Mix, number][])(
    '%s: the SAT would accept all of %i documents, and Total is the price shown',
    { timeout: patience },
    ([mix, runs]) => {
      let moved = 0
      let rounded = 0
      holds(
        fc.property(seedWords(15), (words) => {
          const basket = priceBasket(basketFromWords(words, mix).input)
          const { Conceptos, rounding, moved: moves } = cfdiLines([...basket.lines, ...basket.fees])
          const totals = cfdiTotals(Conceptos)
          const findings = checkCfdi({ ...totals, Conceptos }, { limits: 'stated' })
          if (findings.length > 0) expect(findings).toEqual([])
          if (moves.length > 0) moved++
          if (!rounding.isZero()) rounded++
          const shown = subtract(basket.totals.total, basket.totals.tip)
          expect(add(money(totals.Total), rounding).eq(shown)).toBe(true)
          if (mix !== 'ieps') expect(rounding.isZero()).toBe(true)
          if (mix === 'one-rate') expect(moves).toEqual([])
          for (const { by } of moves) expect(by.abs().lt('0.005')).toBe(true)
        }),
        runs,
      )
      seen.push(`${mix}: ${runs} documents, ${moved} with a base moved, ${rounded} with a rounding entry`)
    },
  )
})
