import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Choice, priceSelection, type SelectableItem } from '../../src/pricing.ts'
import { holds, seedWords } from '../money/property.ts'
import { itemFromWords, pickFrom } from './selectable-from-words.ts'
import { everySelection, judge, type Selected, type Verdict, written } from './selection-oracle.ts'

const cases = Number(process.env['SELECTION_CASES'] ?? 120_000)

/** Small enough to try every heap of units there is. */
const bounds = { groups: 2, options: 3, levels: 3 }
const most = 4
const limit = 1_500

interface Case {
  readonly item: SelectableItem
  readonly selected: Selected
  readonly choices: readonly Choice[]
  readonly right: Verdict
}

/** Every selection of the items that random words make, until there are enough; how many there were. */
function everyCase(enough: number, look: (one: Case) => void): { readonly items: number; readonly cases: number } {
  let [items, tried] = [0, 0]
  while (tried < enough) {
    const property = fc.property(seedWords(24), (words) => {
      if (tried >= enough) return
      const pick = pickFrom(words)
      const item = itemFromWords(pick, bounds)
      const all = everySelection(item.groups, most, limit)
      if (all === undefined) return
      items += 1
      tried += all.length
      for (const selected of all) {
        look({ item, selected, choices: written(item.groups, selected, pick), right: judge(item.groups, selected) })
      }
    })
    holds(property, 2_000)
    if (tried < enough) break
  }
  return { items, cases: tried }
}

const centavos = (item: SelectableItem, right: Verdict): string =>
  (item.price.times(100n).toNumber() + right.price).toFixed(0)

describe('priceSelection', () => {
  test(`agrees with an oracle of single units on every selection of random items, ${cases} or more`, () => {
    const valid = { oracle: 0, found: 0 }
    const codes = new Map<string, number>()
    const tried = everyCase(cases, ({ item, choices, right }) => {
      const found = priceSelection(item, choices)
      const foundCodes = found.ok ? [] : [...new Set(found.violations.map(({ code }) => code))].toSorted()
      const foundPrice = found.ok ? found.unitPrice.times(100n).toFixed(0) : 'none'
      const ok = right.codes.size === 0
      const shown = `${foundPrice} ${foundCodes.join()}`
      const expected = `${ok ? centavos(item, right) : 'none'} ${[...right.codes].toSorted().join()}`
      if (shown !== expected) expect({ shown, item, choices }).toEqual({ shown: expected, item, choices })
      valid.oracle += ok ? 1 : 0
      valid.found += found.ok ? 1 : 0
      for (const code of foundCodes) codes.set(code, (codes.get(code) ?? 0) + 1)
    })
    console.info(`selections: ${tried.cases} of ${tried.items} items, ${valid.found} valid`, Object.fromEntries(codes))
    expect(tried.cases).toBeGreaterThanOrEqual(cases)
    expect(valid.found).toBe(valid.oracle)
    expect(valid.found).toBeGreaterThan(tried.cases / 100)
    expect([...codes.keys()].toSorted()).toEqual([
      'sold_out',
      'too_few',
      'too_few_distinct',
      'too_many',
      'too_many_distinct',
      'too_many_of_option',
    ])
  })
})
