import { DbError } from '../../kernel/errors.ts'
import { invalid, requireInteger, requireList, requireUuid } from '../../kernel/input.ts'
import { type Money, multiply, type Rate, rate } from '../../money.ts'
import type { OnSale } from '../menu/items-on-sale.ts'
import type { IvaClass } from '../menu/menu-items.ts'
import { priceSelection } from '../menu/price-selection.ts'
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
  /** As they were asked for, ids in lower case. */
  readonly choices: readonly Choice[]
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
    const chosen = choices.map(lowered)
    const priced = priceSelection(selectableOf(item, moment), chosen)
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
      choices: chosen,
    }
  })
}

/** @throws {DbError} `INVALID` with the field, before anything is sent */
export function requireLines(lines: readonly OrderLineInput[]): void {
  requireList('lines', lines, 200)
  for (const [i, { menuItemId, quantity, choices = [] }] of lines.entries()) {
    requireUuid(`lines[${i}].menuItemId`, menuItemId)
    requireInteger(`lines[${i}].quantity`, quantity, 1, 999)
    requireChoices(`lines[${i}].choices`, choices)
  }
}

function requireChoices(field: string, choices: readonly Choice[]): void {
  if (choices.length > 200) throw invalid(field, 'must hold at most 200')
  for (const [c, { groupId, optionId, choices: nested = [] }] of choices.entries()) {
    requireUuid(`${field}[${c}].groupId`, groupId)
    requireUuid(`${field}[${c}].optionId`, optionId)
    requireChoices(`${field}[${c}].choices`, nested)
  }
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
