import { divideHalfUp } from '../../money/units.ts'
import type { SelectableGroup } from './selectable.ts'

/** What was chosen of one option: centavos of a unit, and units. */
export interface Picked {
  readonly price: bigint
  readonly quantity: number
  readonly defaultQuantity: number
}

type PricingRule = Pick<SelectableGroup, 'pricing' | 'freeQuantity' | 'defaultsCharged'>

/**
 * How many units of each option are charged, in the order given. The group's price is Σ price × charged, and with
 * `average` that divided by every unit chosen.
 *
 * Defaults that are not charged go first: they use up no free unit, and the dearest is looked for among the rest. For an
 * average they are units at 0, so that a half is a half. On a tie the earlier option is the free one, or the dearest.
 */
export function chargedQuantities(rule: PricingRule, picked: readonly Picked[]): number[] {
  const left = picked.map(({ quantity, defaultQuantity }) =>
    rule.defaultsCharged ? quantity : Math.max(0, quantity - defaultQuantity),
  )
  switch (rule.pricing) {
    case 'sum':
    case 'average':
      return left
    case 'max': {
      const dearest = inOrder(picked, 'dearest').find((index) => (left[index] ?? 0) > 0)
      return left.map((_, index) => (index === dearest ? 1 : 0))
    }
    case 'free_cheapest':
    case 'free_dearest': {
      let free = rule.freeQuantity
      for (const index of inOrder(picked, rule.pricing === 'free_cheapest' ? 'cheapest' : 'dearest')) {
        const given = Math.min(free, left[index] ?? 0)
        left[index] = (left[index] ?? 0) - given
        free -= given
      }
      return left
    }
  }
}

/** Centavos of a group, from how many units of each option are charged. */
export function groupPrice(rule: PricingRule, picked: readonly Picked[], charged: readonly number[]): bigint {
  let price = 0n
  let units = 0
  for (const [index, option] of picked.entries()) {
    price += option.price * BigInt(charged[index] ?? 0)
    units += option.quantity
  }
  return rule.pricing === 'average' && units > 0 ? divideHalfUp(price, BigInt(units)) : price
}

/** The places of options by their price, the earlier first on a tie. */
function inOrder(picked: readonly Picked[], first: 'cheapest' | 'dearest'): number[] {
  const sign = first === 'cheapest' ? 1 : -1
  return [...picked.keys()].sort((one, other) => sign * comparePrices(picked[one], picked[other]))
}

function comparePrices(one: Picked | undefined, other: Picked | undefined): number {
  const [a, b] = [one?.price ?? 0n, other?.price ?? 0n]
  return a < b ? -1 : a > b ? 1 : 0
}
