import type { Money } from '../../money/money.ts'
import { fromUnits } from '../../money/units.ts'
import { type CountedChoice, menuPrice, priceGroup, type PricedGroup } from './priced-group.ts'
import {
  type Choice,
  maxChoiceQuantity,
  maxSelectionDepth,
  type SelectableGroup,
  type SelectableItem,
  type SelectableOption,
} from './selectable.ts'
import { checkCounts } from './selection-counts.ts'
import type { SelectionViolation } from './selection-violations.ts'

export type SelectionPrice =
  | { readonly ok: true; readonly unitPrice: Money; readonly groups: readonly PricedGroup[] }
  | { readonly ok: false; readonly violations: readonly SelectionViolation[] }

/**
 * The price of one unit of an item as it was chosen, or everything that is wrong with the choice. Pure: a phone and the
 * server agree, and `app.price_selection` in the database agrees with both.
 *
 * Units of a group are counted with repeats, options once. An option that offers groups may stand several times, made
 * another way each time; its units count together. Each group is priced by its `pricing` on the prices of its own
 * options. What a nested group costs comes on top, for every unit of the option that offers it: no strategy and no
 * default makes it free. With `sum`, `max`, `free_cheapest` and `free_dearest` a unit more never costs less; an average
 * may fall. Amounts are exact; only an average is rounded.
 *
 * Violations come in the order of the choices, each list of them followed by its groups in the order of the menu. A
 * choice that is refused for `unknown_group`, `unknown_option`, `bad_quantity` or `stands_twice` is not counted.
 *
 * @returns `unitPrice` of the item and its groups, in centavos · `groups` that were chosen from, in the menu's order
 * @throws {MoneyError} for a menu that is wrong: `MONEY_NOT_CENTAVOS` · `MONEY_NEGATIVE`
 *
 * @example
 * priceSelection({ price: money('89.00'), groups: [] }, []) // → { ok: true, unitPrice: 89, groups: [] }
 */
export function priceSelection(item: SelectableItem, choices: readonly Choice[]): SelectionPrice {
  const violations: SelectionViolation[] = []
  const { price, groups } = priceList(item.groups, choices, { path: 'choices', depth: 1, violations })
  if (violations.length > 0) return { ok: false, violations }
  return { ok: true, unitPrice: fromUnits(menuPrice(item.price) + price, 2), groups }
}

/** One list of choices: the item's own, or those of one chosen option. */
interface List {
  readonly path: string
  readonly depth: number
  readonly violations: SelectionViolation[]
}

interface PricedList {
  readonly price: bigint
  readonly groups: readonly PricedGroup[]
}

function priceList(groups: readonly SelectableGroup[], choices: readonly Choice[], list: List): PricedList {
  const counted = new Map<SelectableGroup, CountedChoice[]>()
  for (const [index, choice] of choices.entries()) countChoice(groups, choice, index, list, counted)
  let price = 0n
  const priced: PricedGroup[] = []
  for (const group of groups) {
    const chosen = counted.get(group) ?? []
    const options = checkCounts(group, chosen, list)
    if (chosen.length === 0) continue
    const one = priceGroup(group, chosen, options)
    price += one.price
    priced.push(one.priced)
  }
  return { price, groups: priced }
}

function countChoice(
  groups: readonly SelectableGroup[],
  choice: Choice,
  index: number,
  { path: listPath, depth, violations }: List,
  counted: Map<SelectableGroup, CountedChoice[]>,
): void {
  const path = `${listPath}[${index}]`
  const { quantity, groupId, optionId } = choice
  const group = groups.find(({ id }) => id === groupId)
  if (group === undefined) {
    violations.push({ code: 'unknown_group', path, groupId })
    return
  }
  const place = { path, groupId, groupName: group.name, optionId }
  const option = group.options.find(({ id }) => id === optionId)
  if (option === undefined) {
    violations.push({ code: 'unknown_option', ...place })
    return
  }
  const others = counted.get(group) ?? []
  counted.set(group, others)
  const broken: 'bad_quantity' | 'stands_twice' | undefined =
    !Number.isInteger(quantity) || quantity < 1 || quantity > maxChoiceQuantity
      ? 'bad_quantity'
      : !mayStandTwice(option, depth) && others.some((other) => other.option === option)
        ? 'stands_twice'
        : undefined
  const known = { ...place, optionName: option.name }
  if (broken !== undefined) violations.push({ code: broken, ...known })
  if (!option.available) violations.push({ code: 'sold_out', ...known })
  const nested = priceNested(option, choice.choices ?? [], { path: `${path}.choices`, depth: depth + 1, violations })
  if (broken !== undefined) return
  others.push({ path, option, quantity, nested: nested.price, groups: nested.groups })
}

function mayStandTwice(option: SelectableOption, depth: number): boolean {
  return option.groups.length > 0 && depth < maxSelectionDepth
}

/** Stops at the fourth level, so that a menu whose options offer each other ends too. */
function priceNested(option: SelectableOption, choices: readonly Choice[], list: List): PricedList {
  if (list.depth <= maxSelectionDepth) return priceList(option.groups, choices, list)
  if (choices.length > 0) list.violations.push({ code: 'too_deep', path: list.path, max: maxSelectionDepth })
  return { price: 0n, groups: [] }
}
