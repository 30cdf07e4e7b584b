import { newId } from '../../kernel/columns.ts'
import { money } from '../../money/money.ts'
import { multirange } from '../restaurants/minutes.ts'
import { weekMinutesOf } from '../restaurants/week-minutes.ts'
import type { DocumentCategory, DocumentGroup, DocumentItem, MenuDocument } from './menu-document.ts'
import type { FileCategory, FileGroup, FileItem, MenuFile } from './menu-file.ts'

/** A file that `checkMenuFile` found right, with everything that it leaves out, and ids for what is new. */
export function documentOfFile(file: MenuFile): MenuDocument {
  const groups = new Map(file.modifierGroups.map((group) => [group.key, { id: newId(), group }]))
  const dayparts = new Map((file.dayparts ?? []).map(({ name }) => [name, newId()]))
  const levels = levelsOf(file.modifierGroups)
  const optionIds = new Map<string, string>()
  const idOf = (key: string) => groups.get(key)?.id ?? ''

  const modifierGroups = file.modifierGroups.map(({ key, name, options, ...rules }): DocumentGroup => ({
    id: idOf(key),
    key,
    name,
    level: levels.get(key) ?? 1,
    minSelected: rules.minSelected,
    maxSelected: rules.maxSelected,
    minDistinct: rules.minDistinct ?? 0,
    maxDistinct: rules.maxDistinct ?? rules.maxSelected,
    freeQuantity: rules.freeQuantity ?? 0,
    pricing: rules.pricing ?? 'sum',
    defaultsCharged: rules.defaultsCharged ?? true,
    options: options.map((option) => {
      const id = newId()
      optionIds.set(`${key}/${option.name}`, id)
      return {
        id,
        sku: option.sku ?? `${key}/${option.name}`,
        name: option.name,
        price: money(option.price).toFixed(2),
        maxQuantity: option.maxQuantity ?? 1,
        defaultQuantity: option.defaultQuantity ?? 0,
        modifierGroups: (option.modifierGroups ?? []).map(idOf),
      }
    }),
  }))

  const itemOf = (item: FileItem): DocumentItem => {
    const offered = item.modifierGroups.map((group) => (typeof group === 'string' ? { key: group } : group))
    const optionPrices = offered.flatMap(({ key, optionPrices: prices = {} }) =>
      Object.entries(prices).map(([name, price]) => [optionIds.get(`${key}/${name}`) ?? '', money(price).toFixed(2)]),
    )
    return {
      id: newId(),
      sku: item.sku,
      name: item.name,
      description: item.description ?? '',
      price: money(item.price).toFixed(2),
      ivaClass: item.ivaClass ?? 'general',
      satProductKey: item.satProductKey ?? '90101501',
      satUnitKey: item.satUnitKey ?? 'E48',
      prepMinutes: item.prepMinutes,
      allergens: item.allergens,
      images: item.images ?? [],
      ...daypartOf(item.daypart),
      modifierGroups: offered.map(({ key, optionPrices: _prices, ...otherwise }) => ({
        id: idOf(key),
        ...(Object.keys(otherwise).length > 0 ? rulesOf({ ...groups.get(key)?.group, ...otherwise }) : {}),
      })),
      ...(optionPrices.length > 0 ? { optionPrices: Object.fromEntries(optionPrices) } : {}),
    }
  }
  const daypartOf = (name: string | undefined) => {
    const daypartId = name === undefined ? undefined : dayparts.get(name)
    return daypartId === undefined ? {} : { daypartId }
  }
  const categoriesOf = (
    categories: readonly FileCategory[],
    parent?: { readonly id: string; readonly path: string },
  ): readonly DocumentCategory[] =>
    categories.flatMap((category, position) => {
      const place = { id: newId(), path: `${parent?.path ?? ''}${String(position).padStart(4, '0')}/` }
      return [
        {
          ...place,
          ...(parent ? { parentId: parent.id } : {}),
          name: category.name,
          description: category.description ?? '',
          ...daypartOf(category.daypart),
          items: category.items.map(itemOf),
        },
        ...categoriesOf(category.categories ?? [], place),
      ]
    })

  return {
    dayparts: (file.dayparts ?? []).map(({ name, windows }) => ({
      id: dayparts.get(name) ?? '',
      name,
      minutes: multirange(weekMinutesOf(windows)),
    })),
    modifierGroups,
    categories: categoriesOf(file.categories),
  }
}

function rulesOf(rules: Partial<FileGroup>) {
  const { minSelected = 0, maxSelected = 1, minDistinct = 0, maxDistinct = maxSelected, freeQuantity = 0 } = rules
  return { minSelected, maxSelected, minDistinct, maxDistinct, freeQuantity }
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
