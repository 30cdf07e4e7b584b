import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Choice,
  type GroupPricing,
  type PricedGroup,
  priceSelection,
  type SelectableGroup,
  type SelectableItem,
} from '../../src/pricing.ts'
import { cases as random, holds, patience, seedWords } from '../money/property.ts'
import { choicesFromWords, itemFromWords, peso, type Pick, pickFrom } from './selectable-from-words.ts'
import {
  centavosOf,
  definition,
  everySelection,
  halfUp,
  judge,
  paidOf,
  type Rules,
  type Selected,
  total,
  type Verdict,
  written,
} from './selection-oracle.ts'

const cases = Number(process.env['SELECTION_CASES'] ?? 20_000)

/** Small enough to try every heap of units there is. */
const bounds = { groups: 2, options: 3, levels: 3 }
const most = 4
const limit = 1_500

interface Case {
  readonly item: SelectableItem
  readonly selected: Selected
  readonly request: () => readonly Choice[]
  readonly right: Verdict
}

/** Every selection of the items that random words make, until there are enough or `look` has seen enough. */
function everyCase(
  enough: number,
  pricings: readonly GroupPricing[] | undefined,
  look: (one: Case) => 'enough' | undefined,
): { readonly items: number; readonly cases: number } {
  let [items, tried, done] = [0, 0, false]
  const property = fc.property(seedWords(24), (words) => {
    if (done) return
    const pick = pickFrom(words)
    const item = itemFromWords(pick, pricings === undefined ? bounds : { ...bounds, pricings })
    const all = everySelection(item.groups, most, limit)
    if (all === undefined) return
    items += 1
    for (const selected of all) {
      const request = () => written(item.groups, selected, pick)
      tried += 1
      if (look({ item, selected, request, right: judge(item.groups, selected) }) === 'enough') done = true
      if (done) return
    }
    done = tried >= enough
  })
  holds(property, enough)
  return { items, cases: tried }
}

describe('priceSelection', { timeout: patience }, () => {
  test(`agrees with an oracle of single units on every selection of random items, ${cases} or more`, () => {
    const valid = { oracle: 0, found: 0 }
    const codes = new Map<string, number>()
    const tried = everyCase(cases, undefined, ({ item, request, right }) => {
      const choices = request()
      const found = priceSelection(item, choices)
      const foundCodes = found.ok ? [] : [...new Set(found.violations.map(({ code }) => code))].toSorted()
      const foundPrice = found.ok ? found.unitPrice.times(100n).toFixed(0) : 'none'
      const ok = right.codes.size === 0
      const shown = `${foundPrice} ${foundCodes.join()}`
      const expected = `${ok ? (centavosOf(item.price) + right.price).toFixed(0) : 'none'} ${[...right.codes].toSorted().join()}`
      if (shown !== expected) expect({ shown, item, choices }).toEqual({ shown: expected, item, choices })
      valid.oracle += ok ? 1 : 0
      valid.found += found.ok ? 1 : 0
      for (const code of foundCodes) codes.set(code, (codes.get(code) ?? 0) + 1)
      return undefined
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

  test('costs no less for one unit more, or for a dearer option, unless a group is an average', () => {
    let compared = 0
    const property = fc.property(seedWords(24), (words) => {
      const pick = pickFrom(words)
      const item = itemFromWords(pick, { ...bounds, pricings: ['sum', 'max', 'free_cheapest', 'free_dearest'] })
      const groups = withoutLimits(item.groups)
      const choices = choicesFromWords(pick, item.groups)
      const at = pick(choices.length + 1)
      const more = choices.map((choice, i) => (i === at ? { ...choice, quantity: choice.quantity + 1 } : choice))
      const [before, after, dearer] = [
        priceSelection({ ...item, groups }, choices),
        priceSelection({ ...item, groups }, more),
        priceSelection({ ...item, groups: oneDearer(groups, pick) }, choices),
      ]
      if (!before.ok || !after.ok || !dearer.ok) return
      compared += 1
      expect(after.unitPrice.gte(before.unitPrice) && dearer.unitPrice.gte(before.unitPrice)).toBe(true)
    })
    holds(property, random)
    expect(compared).toBeGreaterThan(random / 5)
  })

  test('adds up: the groups are the unit price, and the charged choices are the groups', () => {
    const property = fc.property(seedWords(24), (words) => {
      const pick = pickFrom(words)
      const item = itemFromWords(pick, bounds)
      const groups = withoutLimits(item.groups)
      const priced = priceSelection({ ...item, groups }, choicesFromWords(pick, item.groups))
      if (!priced.ok) return
      const added = total(priced.groups.map((group) => addUp(group, groups)))
      expect((centavosOf(item.price) + added).toFixed(0)).toBe(priced.unitPrice.times(100n).toFixed(0))
    })
    holds(property, random)
  })
})

interface Careless extends Partial<Rules> {
  /** Of the groups that show it; all when left out. */
  readonly pricings?: readonly GroupPricing[]
}

/** What a careless version gets wrong: each must differ from the oracle somewhere, or the test above proves little. */
const careless: Readonly<Record<string, Careless>> = {
  'looks at the counts of the item alone': { looksInside: false },
  'takes repeats for different options': { kindsOf: (units) => units.length },
  'rounds each share of an average': priced('average', (group, units) =>
    total(paidOf(group, units).map((price) => halfUp(price, units.length))),
  ),
  'leaves an average unrounded': priced('average', (group, units) =>
    units.length === 0 ? 0 : total(paidOf(group, units)) / units.length,
  ),
  'averages over the charged units alone': priced('average', (group, units) => {
    const paid = paidOf(group, units)
    return paid.length === 0 ? 0 : halfUp(total(paid), paid.length)
  }),
  'gives away the units that come first': priced('free_cheapest', (group, units) =>
    total(paidOf(group, units).slice(group.freeQuantity)),
  ),
  'lets defaults use up the free units': priced('free_cheapest', (group, units) => {
    const paid = paidOf(group, units)
    const free = Math.max(0, group.freeQuantity - (units.length - paid.length))
    return total(paid.toSorted((a, b) => a - b).slice(free))
  }),
  'charges the dearest option also when it is a default': priced('max', (group, units) =>
    Math.max(0, ...paidOf({ ...group, defaultsCharged: true }, units)),
  ),
}

function priced(pricing: GroupPricing, priceOf: Rules['priceOf']): Careless {
  return { pricings: [pricing], priceOf }
}

describe('the cases notice a version that', { timeout: patience }, () => {
  test.for(Object.entries(careless))('%s', ([, { pricings, ...rules }]) => {
    let noticed = false
    everyCase(cases, pricings, ({ item, selected, right }) => {
      const other = judge(item.groups, selected, { ...definition, ...rules })
      const [shown, expected] = [other, right].map(({ codes, price }) => (codes.size > 0 ? 'refused' : price))
      noticed = shown !== expected
      return noticed ? 'enough' : undefined
    })
    expect(noticed).toBe(true)
  })
})

function withoutLimits(groups: readonly SelectableGroup[]): SelectableGroup[] {
  return groups.map((group) => ({
    ...group,
    minSelected: 0,
    maxSelected: 50,
    minDistinct: 0,
    maxDistinct: 50,
    options: group.options.map((option) => ({
      ...option,
      maxQuantity: 50,
      available: true,
      groups: withoutLimits(option.groups),
    })),
  }))
}

function oneDearer(groups: readonly SelectableGroup[], pick: Pick): SelectableGroup[] {
  const at = pick(groups.length)
  return groups.map((group, g) => {
    const dearer = pick(group.options.length)
    const options = group.options.map((option, o) =>
      g === at && o === dearer ? { ...option, price: option.price.plus(peso(1 + pick(500))) } : option,
    )
    return { ...group, options }
  })
}

/** Centavos of a group, from what its parts say of themselves. */
function addUp({ groupId, selected, price, choices }: PricedGroup, offered: readonly SelectableGroup[]): number {
  const group = offered.find(({ id }) => id === groupId)
  const own = total(choices.map((choice) => centavosOf(choice.price) * choice.chargedQuantity))
  const nested = choices.map(({ quantity, groups, optionId }) => {
    const option = group?.options.find(({ id }) => id === optionId)
    return quantity * total(groups.map((one) => addUp(one, option?.groups ?? [])))
  })
  const all = (group?.pricing === 'average' ? halfUp(own, selected) : own) + total(nested)
  expect(all.toFixed(0)).toBe(price.times(100n).toFixed(0))
  return all
}
