import { type Money, money } from '../../money/money.ts'
import type { DocumentCategory, DocumentItem, DocumentOption, MenuDocument } from './menu-document.ts'
import type { MenuMoment } from './menu-moment.ts'
import type { SelectableGroup, SelectableItem, SelectableOption } from './selectable.ts'

/** What a branch sells, as a customer reads it. */
export interface MenuHeading {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly items: readonly MenuDish[]
  readonly categories: readonly MenuHeading[]
}

/** A dish with all its choices: what `priceSelection` takes. */
export interface MenuDish
  extends
    SelectableItem,
    Pick<
      DocumentItem,
      | 'id'
      | 'sku'
      | 'name'
      | 'description'
      | 'ivaClass'
      | 'satProductKey'
      | 'satUnitKey'
      | 'prepMinutes'
      | 'allergens'
      | 'images'
    > {
  /** Pesos, IVA included: of the branch, channel, service and moment that were asked for. */
  readonly price: Money
  readonly availability: Availability
}

/** `off_daypart`: sold at other times of the week. `until` is when it comes back, null when nobody has said. */
export type Availability =
  | { readonly available: true }
  | { readonly available: false; readonly because: 'sold_out'; readonly until: Date | null }
  | { readonly available: false; readonly because: 'off_daypart' }

const available: Availability = Object.freeze({ available: true })
const noGroups: readonly SelectableGroup[] = Object.freeze([])

/**
 * The menu that a document and a moment make. Groups that several dishes offer alike are one object, so a menu of many
 * dishes with the same choices stays small; nothing of it may be changed by who reads it, since it may be kept.
 */
export function menuOf(document: MenuDocument, moment: MenuMoment | null): readonly MenuHeading[] {
  const build = new MenuBuild(document, moment)
  const below = new Map<string | undefined, DocumentCategory[]>()
  for (const category of document.categories) {
    const siblings = below.get(category.parentId)
    if (siblings) siblings.push(category)
    else below.set(category.parentId, [category])
  }
  const headings = (parent: string | undefined, dayparts: readonly string[]): readonly MenuHeading[] =>
    (below.get(parent) ?? []).map(({ id, name, description, daypartId, items }) => {
      const own = daypartId === undefined ? dayparts : [...dayparts, daypartId]
      return {
        id,
        name,
        description,
        items: items.map((item) => build.dish(item, own)),
        categories: headings(id, own),
      }
    })
  return headings(undefined, [])
}

class MenuBuild {
  readonly #moment: MenuMoment | null
  readonly #groups: ReadonlyMap<string, MenuDocument['modifierGroups'][number]>
  readonly #made = new Map<string, SelectableGroup>()

  constructor(document: MenuDocument, moment: MenuMoment | null) {
    this.#moment = moment
    this.#groups = new Map(document.modifierGroups.map((group) => [group.id, group]))
  }

  // Each object is written out: a spread of what is left over is ten times slower here, and a menu has hundreds.
  dish(item: DocumentItem, dayparts: readonly string[]): MenuDish {
    const { id, optionPrices } = item
    return {
      id,
      sku: item.sku,
      name: item.name,
      description: item.description,
      price: this.#priceOf(id, item.price),
      ivaClass: item.ivaClass,
      satProductKey: item.satProductKey,
      satUnitKey: item.satUnitKey,
      prepMinutes: item.prepMinutes,
      allergens: item.allergens,
      images: item.images,
      availability: this.#availability(id, item.daypartId === undefined ? dayparts : [item.daypartId]),
      groups: item.modifierGroups.map((offered) => {
        const group = this.#group(offered.id)
        if (offered.minSelected === undefined && optionPrices === undefined) return group
        return { ...group, ...offered, options: group.options.map((option) => this.#repriced(option, optionPrices)) }
      }),
    }
  }

  #availability(id: string, dayparts: readonly string[]): Availability {
    if (this.#moment === null) return available
    const until = this.#moment.soldOut.get(id)
    if (until !== undefined) return { available: false, because: 'sold_out', until }
    if (dayparts.some((daypart) => this.#moment?.offDayparts.has(daypart)))
      return { available: false, because: 'off_daypart' }
    return available
  }

  #group(id: string): SelectableGroup {
    const made = this.#made.get(id)
    if (made) return made
    const group = this.#groups.get(id)
    // A foreign key saw to it when the document was made.
    if (!group) throw new Error('the document offers a group that it does not have')
    const built: SelectableGroup = {
      id,
      name: group.name,
      minSelected: group.minSelected,
      maxSelected: group.maxSelected,
      minDistinct: group.minDistinct,
      maxDistinct: group.maxDistinct,
      freeQuantity: group.freeQuantity,
      pricing: group.pricing,
      defaultsCharged: group.defaultsCharged,
      options: group.options.map((option) => this.#option(option)),
    }
    this.#made.set(id, built)
    return built
  }

  #option(option: DocumentOption): SelectableOption {
    const { id, modifierGroups } = option
    return {
      id,
      name: option.name,
      price: this.#priceOf(id, option.price),
      maxQuantity: option.maxQuantity,
      defaultQuantity: option.defaultQuantity,
      available: this.#moment?.soldOut.has(id) !== true,
      groups: modifierGroups === undefined ? noGroups : modifierGroups.map((below) => this.#group(below)),
    }
  }

  /** What a branch charges for an option everywhere comes before what a dish says of it. */
  #repriced(option: SelectableOption, prices: Readonly<Record<string, string>> = {}): SelectableOption {
    const price = prices[option.id]
    return price === undefined ? option : { ...option, price: this.#priceOf(option.id, price) }
  }

  #priceOf(id: string, written: string): Money {
    return this.#moment?.prices.get(id) ?? money(written)
  }
}
