import { DbError } from '../../kernel/errors.ts'
import { invalid } from '../../kernel/input.ts'
import { type Money, multiply, type Rate, rate } from '../../money.ts'
import type { OnSale } from '../menu/items-on-sale.ts'
import type { IvaClass } from '../menu/menu-items.ts'
import { priceSelection } from '../menu/price-selection.ts'
import type { PricedGroup } from '../menu/priced-group.ts'
import { isOnSale, selectableOf } from '../menu/published-item.ts'
import type { Choice } from '../menu/selectable.ts'

export interface OrderLineInput {
  readonly menuItemId: string
  /** 1 to 999. */
  readonly quantity: number
  /** Of one unit. */
  readonly choices?: readonly Choice[]
}

export interface PricedLine {
  readonly lineNo: number
  readonly menuItemId: string
  readonly name: string
  readonly quantity: number
  /** Item and modifiers, IVA included. */
  readonly unitPrice: Money
  readonly gross: Money
  /** Null when exempt. */
  readonly ivaRate: Rate | null
  readonly modifiers: readonly ChosenModifier[]
}

/** A chosen option, one row each; nested ones behind the one that offers them. */
export interface ChosenModifier {
  readonly position: number
  /** The position of the option that offered it; null for those of the dish. */
  readonly parentPosition: number | null
  readonly optionId: string
  readonly groupName: string
  readonly optionName: string
  readonly quantity: number
  /** Of one, as the menu has it. */
  readonly price: Money
}

/**
 * Lines with the menu's prices: what the caller chose, and nothing that the caller says it costs.
 *
 * @throws {DbError} `ITEM_UNAVAILABLE` not on this branch's menu, sold out or off its hours, or one of its options is ·
 * `INVALID` a choice that breaks the menu's rules; `details.field` names the place
 */
export function priceLines(
  lines: readonly OrderLineInput[],
  { items, moment }: Pick<OnSale, 'items' | 'moment'>,
  branchRate: Rate,
): readonly PricedLine[] {
  return lines.map(({ menuItemId, quantity, choices = [] }, i) => {
    const item = items.find(({ id }) => id === menuItemId.toLowerCase())
    if (!item || !isOnSale(item, moment)) throw unavailable(`lines[${i}].menuItemId`)
    const priced = priceSelection(selectableOf(item, moment), choices.map(lowered))
    if (!priced.ok) {
      const [violation] = priced.violations
      const field = `lines[${i}].${violation?.path ?? 'choices'}`
      if (violation?.code === 'sold_out') throw unavailable(field)
      throw invalid(field, `breaks a rule of the menu: ${violation?.code ?? ''}`)
    }
    return {
      lineNo: i + 1,
      menuItemId: item.id,
      name: item.name,
      quantity,
      unitPrice: priced.unitPrice,
      gross: multiply(priced.unitPrice, BigInt(quantity)),
      ivaRate: rateOfClass(item.ivaClass, branchRate),
      modifiers: modifiersOf(priced.groups),
    }
  })
}

function modifiersOf(groups: readonly PricedGroup[]): readonly ChosenModifier[] {
  const rows: ChosenModifier[] = []
  const add = (offered: readonly PricedGroup[], parentPosition: number | null): void => {
    for (const { name: groupName, choices } of offered) {
      for (const { optionId, name: optionName, quantity, price, groups: nested } of choices) {
        const position = rows.length
        rows.push({ position, parentPosition, optionId, groupName, optionName, quantity, price })
        add(nested, position)
      }
    }
  }
  add(groups, null)
  return rows
}

function lowered({ groupId, optionId, quantity, choices = [] }: Choice): Choice {
  return {
    groupId: groupId.toLowerCase(),
    optionId: optionId.toLowerCase(),
    quantity,
    choices: choices.map(lowered),
  }
}

function unavailable(field: string): DbError {
  return new DbError('ITEM_UNAVAILABLE', 'the item is not for sale here', { details: { field } })
}

function rateOfClass(ivaClass: IvaClass, branchRate: Rate): Rate | null {
  switch (ivaClass) {
    case 'general':
      return branchRate
    case 'zero':
      return rate('0')
    case 'exempt':
      return null
  }
}
