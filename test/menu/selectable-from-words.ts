import { money } from '../../src/money.ts'
import type { Choice, GroupPricing, SelectableGroup, SelectableItem, SelectableOption } from '../../src/pricing.ts'

/** A whole number below `n`. */
export type Pick = (n: number) => number

/** Numbers read from a list of words, for as long as anybody asks: a list is far faster to make than a tree of records. */
export function pickFrom(words: readonly number[]): Pick {
  let asked = 0
  return (n) => {
    const word = words[asked % words.length] ?? 0
    asked += 1
    const mixed = Math.imul(word ^ Math.imul(asked, 0x9e3779b1), 0x85ebca6b)
    return ((mixed ^ (mixed >>> 15)) >>> 0) % n
  }
}

export interface Bounds {
  readonly groups: number
  readonly options: number
  readonly levels: number
  readonly pricings?: readonly GroupPricing[]
}

const pricings: readonly GroupPricing[] = ['sum', 'max', 'average', 'free_cheapest', 'free_dearest']

export const peso = (centavos: number) =>
  money(`${Math.floor(centavos / 100)}.${String(centavos % 100).padStart(2, '0')}`)

/** Small prices collide and tie; ids are unique in their list alone, so that levels can be mixed up. */
export function itemFromWords(pick: Pick, bounds: Bounds): SelectableItem {
  return { price: peso(pick(20_000)), groups: groupsFrom(pick, bounds, 1 + pick(bounds.groups)) }
}

function groupsFrom(pick: Pick, bounds: Bounds, count: number): SelectableGroup[] {
  return Array.from({ length: count }, (_, index): SelectableGroup => {
    const from = bounds.pricings ?? pricings
    const pricing = from[pick(from.length)] ?? 'sum'
    const maxSelected = 1 + pick(4)
    const maxDistinct = 1 + pick(3)
    return {
      id: `g${index}`,
      name: `group ${index}`,
      minSelected: pick(Math.min(maxSelected, 2) + 1),
      maxSelected,
      minDistinct: pick(4) === 0 ? 1 + pick(maxDistinct) : 0,
      maxDistinct,
      freeQuantity: pricing.startsWith('free') ? pick(maxSelected + 1) : 0,
      pricing,
      defaultsCharged: pick(2) === 0,
      options: Array.from({ length: 1 + pick(bounds.options) }, (__, i) => optionFrom(pick, bounds, i)),
    }
  })
}

function optionFrom(pick: Pick, bounds: Bounds, index: number): SelectableOption {
  const maxQuantity = 1 + pick(3)
  const nests = bounds.levels > 1 && pick(3) === 0
  return {
    id: `o${index}`,
    name: `option ${index}`,
    price: peso(pick(3) === 0 ? pick(100_000) : pick(8)),
    maxQuantity,
    defaultQuantity: pick(2) === 0 ? pick(maxQuantity + 1) : 0,
    available: pick(8) !== 0,
    groups: nests ? groupsFrom(pick, { ...bounds, levels: bounds.levels - 1 }, 1 + pick(bounds.groups)) : [],
  }
}

/** Choices as they may arrive: mostly of the menu, now and then of none. */
export function choicesFromWords(pick: Pick, groups: readonly SelectableGroup[], depth = 1): Choice[] {
  const choices = groups.flatMap((group) => {
    const wanted = pick(5) === 0 ? pick(7) : group.minSelected + pick(group.maxSelected - group.minSelected + 1)
    const found: Choice[] = []
    for (let units = 0; units < wanted; units += found.at(-1)?.quantity ?? 1) {
      const option = group.options[pick(group.options.length)]
      if (option === undefined) break
      const again = found.findIndex(({ optionId }) => optionId === option.id)
      const other = found[again]
      if (other !== undefined && option.groups.length === 0 && pick(12) !== 0) {
        found[again] = { ...other, quantity: other.quantity + 1 }
        units += 1
        if (units >= wanted) break
        continue
      }
      const below = choicesFromWords(pick, option.groups, depth + 1)
      const choice = { groupId: group.id, optionId: option.id, quantity: 1 + (pick(3) === 0 ? pick(3) : 0) }
      found.push(below.length === 0 ? choice : { ...choice, choices: below })
    }
    return found
  })
  const at = pick(choices.length + 1)
  const spoilt = choices[at]
  // Each of these is wrong in one way; most selections are left as they are.
  switch (pick(40)) {
    case 0:
      return [...choices, { groupId: 'none', optionId: 'o0', quantity: 1 }]
    case 1:
      return [...choices, { groupId: 'g0', optionId: 'none', quantity: 1 }]
    case 2:
      if (spoilt) choices[at] = { ...spoilt, quantity: [0, -1, 1.5, 1000, 1e300][pick(5)] ?? 0 }
      return choices
    case 3:
      if (spoilt) choices[at] = { ...spoilt, choices: [{ groupId: 'g0', optionId: 'o0', quantity: 1 }] }
      return choices
    default:
      return pick(2) === 0 ? choices : choices.toReversed()
  }
}
