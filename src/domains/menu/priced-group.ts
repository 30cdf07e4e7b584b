import { centavos } from '../../money/centavos.ts'
import { MoneyError } from '../../money/errors.ts'
import type { Money } from '../../money/money.ts'
import { fromUnits } from '../../money/units.ts'
import { chargedQuantities, groupPrice, type Picked } from './group-price.ts'
import type { SelectableGroup, SelectableOption } from './selectable.ts'

/** A choice with its price. Its own groups are priced for one unit of it. */
export interface PricedChoice {
  readonly optionId: string
  readonly name: string
  readonly quantity: number
  /** How many of `quantity` the group's price was worked out from; the uncharged are those of the earlier choices. */
  readonly chargedQuantity: number
  /** Of one unit, as the menu has it. */
  readonly price: Money
  readonly groups: readonly PricedGroup[]
}

/** A group that was chosen from. */
export interface PricedGroup {
  readonly groupId: string
  readonly name: string
  readonly selected: number
  readonly distinct: number
  /** What it adds to the price of one unit of what offers it, its nested groups included. */
  readonly price: Money
  readonly choices: readonly PricedChoice[]
}

/** A choice that counts, on its way to a price. */
export interface CountedChoice {
  readonly path: string
  readonly option: SelectableOption
  readonly quantity: number
  /** Centavos of its nested groups, for one unit. */
  readonly nested: bigint
  readonly groups: readonly PricedGroup[]
}

/** The options chosen from a group and how many of each, in the menu's order. */
export type CountedOptions = ReadonlyMap<SelectableOption, { readonly path: string; readonly quantity: number }>

/** A group's price in centavos, and as it is shown. */
export function priceGroup(
  group: SelectableGroup,
  chosen: readonly CountedChoice[],
  options: CountedOptions,
): { readonly price: bigint; readonly priced: PricedGroup } {
  const picked: Picked[] = [...options].map(([{ price, defaultQuantity }, { quantity }]) => ({
    price: menuPrice(price),
    quantity,
    defaultQuantity,
  }))
  const charged = chargedQuantities(group, picked)
  let price = groupPrice(group, picked, charged)
  for (const { nested, quantity } of chosen) price += nested * BigInt(quantity)

  const uncharged = new Map([...options].map(([option, { quantity }], i) => [option, quantity - (charged[i] ?? 0)]))
  const choices = chosen.map(({ option, quantity, groups }): PricedChoice => {
    const left = uncharged.get(option) ?? 0
    const free = Math.min(left, quantity)
    uncharged.set(option, left - free)
    const { id: optionId, name, price: unit } = option
    return { optionId, name, quantity, chargedQuantity: quantity - free, price: unit, groups }
  })
  const selected = chosen.reduce((all, { quantity }) => all + quantity, 0)
  const { id: groupId, name } = group
  return {
    price,
    priced: { groupId, name, selected, distinct: options.size, price: fromUnits(price, 2), choices },
  }
}

/** @throws {MoneyError} `MONEY_NOT_CENTAVOS` · `MONEY_NEGATIVE` */
export function menuPrice(price: Money): bigint {
  const units = centavos(price)
  if (units < 0n) throw new MoneyError('MONEY_NEGATIVE', 'a price of the menu is not below zero')
  return units
}
