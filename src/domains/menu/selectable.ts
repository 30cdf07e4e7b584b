import type { Money } from '../../money/money.ts'

/**
 * How a group's price comes from the prices of the chosen units.
 *
 * `sum` each unit · `max` the dearest option, once: a pizza of two halves costs as much as its dearer one · `average` the
 * mean over the units, to the centavo half-up, once · `free_cheapest` and `free_dearest` each unit but the cheapest or
 * dearest `freeQuantity`
 */
export const groupPricings = ['sum', 'max', 'average', 'free_cheapest', 'free_dearest'] as const

export type GroupPricing = (typeof groupPricings)[number]

/** How deep groups nest: the groups of an item are 1, those of its options 2. Deeper ones are not offered. */
export const maxSelectionDepth = 4

/** Of one choice, as of an order line; what a group takes is less. */
export const maxChoiceQuantity = 999

/** What is sold, as a customer chooses it: the overrides of the item, branch and channel are applied already. */
export interface SelectableItem {
  /** One unit without its groups: whole centavos, IVA included. */
  readonly price: Money
  readonly groups: readonly SelectableGroup[]
}

export interface SelectableGroup {
  readonly id: string
  readonly name: string
  /** How many units are chosen, repeats counted: 0 to 50 and 1 to 50. */
  readonly minSelected: number
  readonly maxSelected: number
  /** How many different options. A minimum above 0 holds for an optional group, too. */
  readonly minDistinct: number
  readonly maxDistinct: number
  /** Units that cost nothing; counts only with `free_cheapest` and `free_dearest`. */
  readonly freeQuantity: number
  readonly pricing: GroupPricing
  /** False: up to `defaultQuantity` units of each option cost nothing. Taking one away gives nothing back. */
  readonly defaultsCharged: boolean
  readonly options: readonly SelectableOption[]
}

export interface SelectableOption {
  readonly id: string
  readonly name: string
  /** Of one unit: whole centavos, ≥ 0. */
  readonly price: Money
  readonly maxQuantity: number
  /** Chosen before the customer chooses. */
  readonly defaultQuantity: number
  /** False: sold out. */
  readonly available: boolean
  /** Chosen for each unit of this option. */
  readonly groups: readonly SelectableGroup[]
}

/** So many units of an option, all made the same way. */
export interface Choice {
  readonly groupId: string
  readonly optionId: string
  /** A whole number from 1 to 999. */
  readonly quantity: number
  /** For one unit, among the groups that the option offers. */
  readonly choices?: readonly Choice[]
}
