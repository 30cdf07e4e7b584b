import { money } from '../../money/money.ts'
import type { IvaClass } from './menu-items.ts'
import type { MenuMoment } from './menu-moment.ts'
import type { SelectableGroup, SelectableItem, SelectableOption } from './selectable.ts'

/** A dish of a published version with its choices, as the database keeps it: amounts are text. */
export interface PublishedItem {
  readonly id: string
  readonly sku: string
  readonly name: string
  readonly ivaClass: IvaClass
  readonly satProductKey: string
  readonly satUnitKey: string
  readonly prepMinutes: number
  readonly categoryId: string
  /** All must be on for the dish to be sold. */
  readonly daypartIds: readonly string[]
  readonly price: string
  readonly groups: readonly WrittenGroup[]
}

interface WrittenGroup extends Omit<SelectableGroup, 'options'> {
  readonly options: readonly WrittenOption[]
}

interface WrittenOption extends Omit<SelectableOption, 'price' | 'groups'> {
  readonly sku: string
  readonly price: string
  readonly groups: readonly WrittenGroup[]
}

/** The dish as it costs at a moment, with what is sold out marked; what `priceSelection` takes. */
export function selectableOf({ id, price, groups }: PublishedItem, moment: MenuMoment | null): SelectableItem {
  const priceOf = (product: string, written: string) => moment?.prices.get(product) ?? money(written)
  const group = ({ options, ...rules }: WrittenGroup): SelectableGroup => ({
    ...rules,
    options: options.map(({ sku: _sku, price: written, groups: nested, ...option }) => ({
      ...option,
      price: priceOf(option.id, written),
      available: moment?.soldOut.has(option.id) !== true,
      groups: nested.map(group),
    })),
  })
  return { price: priceOf(id, price), groups: groups.map(group) }
}

/** Whether the dish itself is for sale at the moment. */
export function isOnSale({ id, daypartIds }: PublishedItem, moment: MenuMoment | null): boolean {
  if (moment === null) return true
  return !moment.soldOut.has(id) && !daypartIds.some((daypart) => moment.offDayparts.has(daypart))
}
