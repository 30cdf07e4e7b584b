import { newId } from '../../kernel/columns.ts'
import { money } from '../../money/money.ts'
import { multirange } from '../restaurants/minutes.ts'
import { weekMinutesOf } from '../restaurants/week-minutes.ts'
import type { DocumentCategory, DocumentGroup, DocumentItem, DocumentRules, MenuDocument } from './menu-document.ts'
import {
  type FileCategory,
  fileDefaults,
  type FileGroup,
  type FileItem,
  type FileItemGroup,
  type MenuFile,
} from './menu-file.ts'

/** A file that `checkMenuFile` found right, with everything that it leaves out, and ids for what is new. */
export function documentOfFile(file: MenuFile): MenuDocument {
  return new DocumentBuild(file).whole()
}

interface NewGroup {
  readonly id: string
  readonly level: number
  readonly group: FileGroup
  /** By the option's name. */
  readonly optionIds: ReadonlyMap<string, string>
}

class DocumentBuild {
  readonly #file: MenuFile
  readonly #groups: ReadonlyMap<string, NewGroup>
  readonly #dayparts: ReadonlyMap<string, string>

  constructor(file: MenuFile) {
    const levels = levelsOf(file.modifierGroups)
    this.#file = file
    this.#dayparts = new Map((file.dayparts ?? []).map(({ name }) => [name, newId()]))
    this.#groups = new Map(
      file.modifierGroups.map((group) => [
        group.key,
        {
          id: newId(),
          level: levels.get(group.key) ?? 1,
          group,
          optionIds: new Map(group.options.map(({ name }) => [name, newId()])),
        },
      ]),
    )
  }

  whole(): MenuDocument {
    const { dayparts = [], categories } = this.#file
    return {
      dayparts: dayparts.map(({ name, windows }) => ({
        id: this.#dayparts.get(name) ?? '',
        name,
        minutes: multirange(weekMinutesOf(windows)),
      })),
      modifierGroups: [...this.#groups.values()].map((group) => this.#group(group)),
      categories: this.#categories(categories),
    }
  }

  #group({ id, level, group, optionIds }: NewGroup): DocumentGroup {
    const { key, name, options } = group
    return {
      id,
      key,
      name,
      level,
      ...rulesOf(group),
      pricing: group.pricing ?? fileDefaults.pricing,
      defaultsCharged: group.defaultsCharged ?? fileDefaults.defaultsCharged,
      options: options.map((option) => ({
        id: optionIds.get(option.name) ?? '',
        sku: option.sku ?? defaultSku(key, option.name),
        name: option.name,
        price: money(option.price).toFixed(2),
        maxQuantity: option.maxQuantity ?? fileDefaults.maxQuantity,
        defaultQuantity: option.defaultQuantity ?? fileDefaults.defaultQuantity,
        modifierGroups: (option.modifierGroups ?? []).map((below) => this.#groups.get(below)?.id ?? ''),
      })),
    }
  }

  #categories(
    categories: readonly FileCategory[],
    parent?: { readonly id: string; readonly path: string },
  ): readonly DocumentCategory[] {
    return categories.flatMap((category, position) => {
      const place = { id: newId(), path: `${parent?.path ?? ''}${String(position).padStart(4, '0')}/` }
      return [
        {
          ...place,
          ...(parent ? { parentId: parent.id } : {}),
          name: category.name,
          description: category.description ?? '',
          ...this.#daypart(category.daypart),
          items: category.items.map((item) => this.#item(item)),
        },
        ...this.#categories(category.categories ?? [], place),
      ]
    })
  }

  #item(item: FileItem): DocumentItem {
    const offered = (item.modifierGroups ?? []).map((group) => (typeof group === 'string' ? { key: group } : group))
    const optionPrices = offered.flatMap(({ key, optionPrices: prices = {} }) =>
      Object.entries(prices).map(([name, price]) => [
        this.#groups.get(key)?.optionIds.get(name) ?? '',
        money(price).toFixed(2),
      ]),
    )
    return {
      id: newId(),
      sku: item.sku,
      name: item.name,
      description: item.description ?? '',
      price: money(item.price).toFixed(2),
      ivaClass: item.ivaClass ?? fileDefaults.ivaClass,
      satProductKey: item.satProductKey ?? fileDefaults.satProductKey,
      satUnitKey: item.satUnitKey ?? fileDefaults.satUnitKey,
      prepMinutes: item.prepMinutes ?? fileDefaults.prepMinutes,
      allergens: item.allergens ?? [],
      images: item.images ?? [],
      ...this.#daypart(item.daypart),
      modifierGroups: offered.map((group) => this.#offered(group)),
      ...(optionPrices.length > 0 ? { optionPrices: Object.fromEntries(optionPrices) } : {}),
    }
  }

  #offered({ key, optionPrices: _prices, ...otherwise }: FileItemGroup): DocumentItem['modifierGroups'][number] {
    const known = this.#groups.get(key)
    const id = known?.id ?? ''
    return known && Object.keys(otherwise).length > 0 ? { id, ...rulesOf({ ...known.group, ...otherwise }) } : { id }
  }

  #daypart(name: string | undefined): { readonly daypartId?: string } {
    const daypartId = name === undefined ? undefined : this.#dayparts.get(name)
    return daypartId === undefined ? {} : { daypartId }
  }
}

/** What an option is called by for good, when the file gives it no sku. */
export const defaultSku = (groupKey: string, optionName: string): string => `${groupKey}/${optionName}`

function rulesOf(rules: Pick<FileGroup, 'minSelected' | 'maxSelected'> & Partial<DocumentRules>): DocumentRules {
  const { minSelected, maxSelected } = rules
  const { minDistinct = fileDefaults.minDistinct, freeQuantity = fileDefaults.freeQuantity } = rules
  return { minSelected, maxSelected, minDistinct, maxDistinct: rules.maxDistinct ?? maxSelected, freeQuantity }
}

/** 1 for groups that no option offers; each other one deeper than all that lead to it. */
function levelsOf(groups: readonly FileGroup[]): ReadonlyMap<string, number> {
  const byKey = new Map(groups.map((group) => [group.key, group]))
  const levels = new Map<string, number>()
  const sink = (key: string, level: number): void => {
    if ((levels.get(key) ?? 0) >= level) return
    levels.set(key, level)
    for (const { modifierGroups = [] } of byKey.get(key)?.options ?? []) {
      for (const below of modifierGroups) sink(below, level + 1)
    }
  }
  for (const { key } of groups) sink(key, 1)
  return levels
}
