import type { Money } from '../../src/money.ts'
import type { Choice, SelectableGroup, SelectableOption } from '../../src/pricing.ts'
import type { Pick } from './selectable-from-words.ts'

/**
 * The rules once more, from their definition: a selection is a heap of single units, each with its own inside. Free
 * units are found by trying every way to give them away, not by sorting; amounts are whole centavos as JS integers.
 */
export interface Unit {
  readonly option: SelectableOption
  readonly inside: Selected
}

/** For each group of the menu, in its order, the units chosen from it. */
export type Selected = readonly (readonly Unit[])[]

export interface Verdict {
  readonly codes: ReadonlySet<string>
  readonly price: number
}

/** What a careless version would do otherwise, each by itself. */
export interface Rules {
  readonly kindsOf: (units: readonly Unit[]) => number
  readonly looksInside: boolean
  readonly priceOf: (group: SelectableGroup, units: readonly Unit[]) => number
}

export const definition: Rules = {
  kindsOf: (units) => new Set(units.map(({ option }) => option)).size,
  looksInside: true,
  priceOf: (group, units) => {
    const paid = paidOf(group, units)
    const all = total(paid)
    switch (group.pricing) {
      case 'sum':
        return all
      case 'max':
        return Math.max(0, ...paid)
      case 'average':
        return units.length === 0 ? 0 : halfUp(all, units.length)
      case 'free_cheapest':
        return Math.max(...waysToGive(paid, group.freeQuantity))
      case 'free_dearest':
        return Math.min(...waysToGive(paid, group.freeQuantity))
    }
  },
}

export function judge(groups: readonly SelectableGroup[], selected: Selected, rules: Rules = definition): Verdict {
  const codes = new Set<string>()
  let price = 0
  for (const [index, group] of groups.entries()) {
    const units = selected[index] ?? []
    const kinds = rules.kindsOf(units)
    if (units.length < group.minSelected) codes.add('too_few')
    if (units.length > group.maxSelected) codes.add('too_many')
    if (kinds < group.minDistinct) codes.add('too_few_distinct')
    if (kinds > group.maxDistinct) codes.add('too_many_distinct')
    for (const { option } of units) {
      if (!option.available) codes.add('sold_out')
      if (units.filter((other) => other.option === option).length > option.maxQuantity) codes.add('too_many_of_option')
    }
    price += rules.priceOf(group, units)
    for (const unit of units) {
      const inside = judge(unit.option.groups, unit.inside, rules)
      if (rules.looksInside) for (const code of inside.codes) codes.add(code)
      price += inside.price
    }
  }
  return { codes, price }
}

/** Centavos of the units that no default covers. */
export function paidOf(group: SelectableGroup, units: readonly Unit[]): number[] {
  const seen = new Map<SelectableOption, number>()
  return units.flatMap(({ option }) => {
    const nth = (seen.get(option) ?? 0) + 1
    seen.set(option, nth)
    return group.defaultsCharged || nth > option.defaultQuantity ? [centavosOf(option.price)] : []
  })
}

export const total = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0)

export const halfUp = (amount: number, parts: number): number => Math.floor((2 * amount + parts) / (2 * parts))

/** What is left to pay, for every set of `free` units that could be given away. */
function waysToGive(paid: readonly number[], free: number): number[] {
  const size = Math.min(free, paid.length)
  const left: number[] = []
  for (let set = 0; set < 2 ** paid.length; set += 1) {
    const given = paid.filter((_, i) => (set & (1 << i)) !== 0)
    if (given.length === size) left.push(total(paid) - total(given))
  }
  return left
}

export const centavosOf = (price: Money): number => price.times(100n).toNumber()

/** Every heap of at most `most` units per group, valid or not; undefined when there are more than `limit`. */
export function everySelection(
  groups: readonly SelectableGroup[],
  most: number,
  limit: number,
): Selected[] | undefined {
  let all: Selected[] = [[]]
  for (const group of groups) {
    const kinds: Unit[] = []
    for (const option of group.options) {
      const insides = everySelection(option.groups, most, limit)
      if (insides === undefined) return undefined
      for (const inside of insides) kinds.push({ option, inside })
    }
    const heaps = heapsOf(kinds, Math.min(group.maxSelected + 1, most), limit)
    if (heaps === undefined || all.length * heaps.length > limit) return undefined
    all = all.flatMap((before) => heaps.map((heap) => [...before, heap]))
  }
  return all
}

/** Multisets of 0 to `most` of the kinds. */
function heapsOf(kinds: readonly Unit[], most: number, limit: number): Unit[][] | undefined {
  const heaps: Unit[][] = [[]]
  let last: { heap: Unit[]; from: number }[] = [{ heap: [], from: 0 }]
  for (let size = 1; size <= most; size += 1) {
    // Before they are made: a list of them may be too long for the machine.
    if (last.reduce((all, { from }) => all + kinds.length - from, heaps.length) > limit) return undefined
    last = last.flatMap(({ heap, from }) =>
      kinds.slice(from).map((unit, i) => ({ heap: [...heap, unit], from: from + i })),
    )
    heaps.push(...last.map(({ heap }) => heap))
  }
  return heaps
}

/** A heap as a request: units alike may stand together or apart, but what has no groups stands once; in any order. */
export function written(groups: readonly SelectableGroup[], selected: Selected, pick: Pick): Choice[] {
  const choices = groups.flatMap((group, index) => {
    const found = new Map<string, Choice>()
    for (const [nth, { option, inside }] of (selected[index] ?? []).entries()) {
      const below = written(option.groups, inside, () => 0)
      const apart = option.groups.length > 0 && pick(2) === 1 ? nth : ''
      const key = `${option.id} ${JSON.stringify(below)} ${apart}`
      const choice = { groupId: group.id, optionId: option.id, quantity: 1 + (found.get(key)?.quantity ?? 0) }
      found.set(key, below.length === 0 && pick(2) === 0 ? choice : { ...choice, choices: below })
    }
    return [...found.values()]
  })
  return choices
    .map((choice) => ({ choice, order: pick(1000) }))
    .sort((a, b) => a.order - b.order)
    .map(({ choice }) => choice)
}
