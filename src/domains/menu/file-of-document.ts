import { rangesIn } from '../restaurants/minutes.ts'
import { weekWindowsOf } from '../restaurants/week-minutes.ts'
import { defaultSku } from './document-of-file.ts'
import type {
  DocumentCategory,
  DocumentDaypart,
  DocumentGroup,
  DocumentItem,
  DocumentOption,
  DocumentRules,
  MenuDocument,
} from './menu-document.ts'
import {
  type FileCategory,
  fileDefaults,
  type FileGroup,
  type FileItem,
  type FileItemGroup,
  type FileOption,
  type MenuFile,
} from './menu-file.ts'

/**
 * `documentOfFile` the other way round: what is as a file that leaves it out would have it is left out. Ids go, names
 * and keys stand for them.
 */
export function fileOfDocument(
  name: string,
  { modifierGroups, categories }: MenuDocument,
  dayparts: readonly DocumentDaypart[],
): MenuFile {
  const build = new FileBuild(modifierGroups, dayparts)
  const headings = build.categories(categories)
  const used = dayparts.filter(({ id }) => build.usedDayparts.has(id))
  return {
    name,
    ...(used.length > 0
      ? { dayparts: used.map((part) => ({ name: part.name, windows: weekWindowsOf(rangesIn(part.minutes)) })) }
      : {}),
    modifierGroups: modifierGroups.map((group) => build.group(group)),
    categories: headings,
  }
}

class FileBuild {
  readonly usedDayparts = new Set<string>()
  readonly #groups: ReadonlyMap<string, DocumentGroup>
  readonly #dayparts: ReadonlyMap<string, string>

  constructor(groups: readonly DocumentGroup[], dayparts: readonly DocumentDaypart[]) {
    this.#groups = new Map(groups.map((group) => [group.id, group]))
    this.#dayparts = new Map(dayparts.map(({ id, name }) => [id, name]))
  }

  group({
    key,
    name,
    minSelected,
    maxSelected,
    pricing,
    defaultsCharged,
    options,
    ...rules
  }: DocumentGroup): FileGroup {
    return {
      key,
      name,
      minSelected,
      maxSelected,
      ...unless(rules.minDistinct === fileDefaults.minDistinct, { minDistinct: rules.minDistinct }),
      ...unless(rules.maxDistinct === maxSelected, { maxDistinct: rules.maxDistinct }),
      ...unless(rules.freeQuantity === fileDefaults.freeQuantity, { freeQuantity: rules.freeQuantity }),
      ...unless(pricing === fileDefaults.pricing, { pricing }),
      ...unless(defaultsCharged === fileDefaults.defaultsCharged, { defaultsCharged }),
      options: options.map((option) => this.#option(key, option)),
    }
  }

  #option(groupKey: string, { sku, name, price, modifierGroups = [], ...quantities }: DocumentOption): FileOption {
    const { maxQuantity, defaultQuantity } = quantities
    return {
      ...unless(sku === defaultSku(groupKey, name), { sku }),
      name,
      price,
      ...unless(maxQuantity === fileDefaults.maxQuantity, { maxQuantity }),
      ...unless(defaultQuantity === fileDefaults.defaultQuantity, { defaultQuantity }),
      ...unless(modifierGroups.length === 0, { modifierGroups: modifierGroups.map((id) => this.#known(id).key) }),
    }
  }

  categories(categories: readonly DocumentCategory[]): readonly FileCategory[] {
    const below = new Map<string | undefined, DocumentCategory[]>()
    for (const category of categories) {
      const siblings = below.get(category.parentId)
      if (siblings) siblings.push(category)
      else below.set(category.parentId, [category])
    }
    const headings = (parent: string | undefined): readonly FileCategory[] =>
      (below.get(parent) ?? []).map(({ id, name, description, daypartId, items }) => {
        const deeper = headings(id)
        return {
          name,
          ...unless(description === '', { description }),
          ...this.#daypart(daypartId),
          items: items.map((item) => this.#item(item)),
          ...unless(deeper.length === 0, { categories: deeper }),
        }
      })
    return headings(undefined)
  }

  #item({ id: _id, sku, name, price, daypartId, optionPrices = {}, ...item }: DocumentItem): FileItem {
    const { description, ivaClass, satProductKey, satUnitKey, prepMinutes, allergens, images, modifierGroups } = item
    return {
      sku,
      name,
      ...unless(description === '', { description }),
      price,
      ...unless(ivaClass === fileDefaults.ivaClass, { ivaClass }),
      ...unless(satProductKey === fileDefaults.satProductKey, { satProductKey }),
      ...unless(satUnitKey === fileDefaults.satUnitKey, { satUnitKey }),
      ...unless(prepMinutes === fileDefaults.prepMinutes, { prepMinutes }),
      ...unless(allergens.length === 0, { allergens }),
      ...unless(images.length === 0, { images }),
      ...this.#daypart(daypartId),
      ...unless(modifierGroups.length === 0, {
        modifierGroups: modifierGroups.map((offered) => this.#offered(offered, optionPrices)),
      }),
    }
  }

  #offered(
    { id, ...own }: DocumentItem['modifierGroups'][number],
    optionPrices: Readonly<Record<string, string>>,
  ): string | FileItemGroup {
    const group = this.#known(id)
    const prices = group.options.flatMap((option) => {
      const price = optionPrices[option.id]
      return price === undefined ? [] : [[option.name, price] as const]
    })
    const rules = isWhole(own) ? rulesBeside(group, own) : {}
    if (prices.length === 0 && !isWhole(own)) return group.key
    return { key: group.key, ...rules, ...unless(prices.length === 0, { optionPrices: Object.fromEntries(prices) }) }
  }

  #daypart(id: string | undefined): { readonly daypart?: string } {
    const name = id === undefined ? undefined : this.#dayparts.get(id)
    if (id === undefined || name === undefined) return {}
    this.usedDayparts.add(id)
    return { daypart: name }
  }

  #known(id: string): DocumentGroup {
    const group = this.#groups.get(id)
    // A foreign key saw to it when the document was made.
    if (!group) throw new Error('the document offers a group that it does not have')
    return group
  }
}

const isWhole = (rules: Partial<DocumentRules>): rules is DocumentRules => rules.minSelected !== undefined

/** What of an item's own rules a file has to say, beside what it says of the group. */
function rulesBeside(group: DocumentGroup, own: DocumentRules): Partial<DocumentRules> {
  // A group that leaves out how many different ones means as many as may be selected: of the item, then.
  const derived = group.maxDistinct === group.maxSelected ? own.maxSelected : group.maxDistinct
  const said = {
    ...unless(own.minSelected === group.minSelected, { minSelected: own.minSelected }),
    ...unless(own.maxSelected === group.maxSelected, { maxSelected: own.maxSelected }),
    ...unless(own.minDistinct === group.minDistinct, { minDistinct: own.minDistinct }),
    ...unless(own.maxDistinct === derived, { maxDistinct: own.maxDistinct }),
    ...unless(own.freeQuantity === group.freeQuantity, { freeQuantity: own.freeQuantity }),
  }
  // Rules of its own that are the group's: they stay the item's own when the group's change.
  return Object.keys(said).length > 0 ? said : { minSelected: own.minSelected }
}

const unless = <T extends object>(leftOut: boolean, fields: T): Partial<T> => (leftOut ? {} : fields)
