import { DbError } from '../../kernel/errors.ts'
import { invalid } from '../../kernel/input.ts'
import { type Money, multiply, type Rate, rate, sum } from '../../money.ts'
import type { MenuItem } from '../menu/menu-items.ts'
import type { ModifierRow } from '../menu/list-modifiers.ts'

export interface OrderLineInput {
  readonly menuItemId: string
  /** 1 to 999. */
  readonly quantity: number
  /** Chosen modifier options; one chosen twice stands twice. */
  readonly optionIds?: readonly string[]
}

/** What of a menu item its line needs. */
export type SellableItem = Pick<MenuItem, 'id' | 'name' | 'price' | 'ivaClass'> & { readonly available: boolean }

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
  readonly modifiers: readonly ModifierRow[]
}

/**
 * Lines with the menu's prices: what the caller chose, and nothing that the caller says it costs.
 *
 * @throws {DbError} `ITEM_UNAVAILABLE` not on this branch's menu, archived or sold out · `INVALID` an option that the
 * item does not offer, or too few or too many of a group; `details.field` names the line
 */
export function priceLines(
  lines: readonly OrderLineInput[],
  items: readonly SellableItem[],
  offered: readonly ModifierRow[],
  branchRate: Rate,
): readonly PricedLine[] {
  return lines.map(({ menuItemId, quantity, optionIds = [] }, i) => {
    const item = items.find(({ id }) => id === menuItemId.toLowerCase())
    if (!item?.available) {
      throw new DbError('ITEM_UNAVAILABLE', 'the item is not for sale here', {
        details: { field: `lines[${i}].menuItemId` },
      })
    }
    const modifiers = chosen(
      `lines[${i}].optionIds`,
      offered.filter(({ itemId }) => itemId === item.id),
      optionIds,
    )
    const unitPrice = sum([item.price, ...modifiers.map(({ price }) => price)])
    return {
      lineNo: i + 1,
      menuItemId: item.id,
      name: item.name,
      quantity,
      unitPrice,
      gross: multiply(unitPrice, BigInt(quantity)),
      ivaRate: rateOfClass(item.ivaClass, branchRate),
      modifiers,
    }
  })
}

function chosen(field: string, offered: readonly ModifierRow[], optionIds: readonly string[]): readonly ModifierRow[] {
  const picked = optionIds.map((id) => {
    const option = offered.find(({ optionId }) => optionId === id.toLowerCase())
    if (!option) throw invalid(field, 'names an option that the item does not offer')
    return option
  })
  for (const { groupId, minSelected, maxSelected } of offered) {
    const count = picked.filter((option) => option.groupId === groupId).length
    if (count < minSelected || count > maxSelected) {
      throw invalid(field, `must pick ${minSelected} to ${maxSelected} of each group`)
    }
  }
  return picked
}

function rateOfClass(ivaClass: MenuItem['ivaClass'], branchRate: Rate): Rate | null {
  switch (ivaClass) {
    case 'general':
      return branchRate
    case 'zero':
      return rate('0')
    case 'exempt':
      return null
  }
}
