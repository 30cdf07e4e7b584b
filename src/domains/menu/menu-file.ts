import {
  amountOf,
  invalid,
  requireInteger,
  requireList,
  requireNote,
  requireOneOf,
  requireText,
} from '../../kernel/input.ts'
import { ivaClasses } from './menu-items.ts'

/** A menu as a file holds it: amounts as text, groups referred to by a key of the file's own. */
export interface MenuFile {
  readonly name: string
  readonly modifierGroups: readonly {
    readonly key: string
    readonly name: string
    readonly minSelected: number
    readonly maxSelected: number
    readonly options: readonly { readonly name: string; readonly price: string }[]
  }[]
  readonly categories: readonly {
    readonly name: string
    readonly items: readonly {
      readonly sku: string
      readonly name: string
      readonly description: string | null
      readonly price: string
      readonly prepMinutes: number
      readonly allergens: readonly string[]
      readonly modifierGroups: readonly string[]
      readonly ivaClass?: (typeof ivaClasses)[number]
    }[]
  }[]
}

/**
 * Looks through the whole file before anything is sent, so that an error names its place in the file, behind `root`.
 *
 * @throws {DbError} `INVALID`, `details.field` such as `${root}.categories[2].items[0].price`
 */
export function requireMenuFile(root: string, file: MenuFile): void {
  requireText(`${root}.name`, file.name, 200)
  const keys = new Set<string>()
  for (const [g, group] of file.modifierGroups.entries()) {
    const path = `${root}.modifierGroups[${g}]`
    requireText(`${path}.key`, group.key, 100)
    if (keys.has(group.key)) throw invalid(`${path}.key`, 'stands twice')
    keys.add(group.key)
    requireText(`${path}.name`, group.name, 200)
    requireList(`${path}.options`, group.options, 100)
    requireInteger(`${path}.maxSelected`, group.maxSelected, 1, 50)
    requireInteger(`${path}.minSelected`, group.minSelected, 0, group.maxSelected)
    for (const [o, option] of group.options.entries()) {
      requireText(`${path}.options[${o}].name`, option.name, 200)
      amountOf(`${path}.options[${o}].price`, option.price)
    }
  }
  requireList(`${root}.categories`, file.categories, 500)
  const skus = new Set<string>()
  for (const [c, category] of file.categories.entries()) {
    requireText(`${root}.categories[${c}].name`, category.name, 200)
    for (const [i, item] of category.items.entries()) {
      const path = `${root}.categories[${c}].items[${i}]`
      if (!/^[A-Z0-9-]{3,20}$/.test(item.sku)) throw invalid(`${path}.sku`, 'must be 3 to 20 of A–Z, 0–9 and -')
      if (skus.has(item.sku)) throw invalid(`${path}.sku`, 'stands twice')
      skus.add(item.sku)
      requireText(`${path}.name`, item.name, 200)
      requireNote(`${path}.description`, item.description ?? '', 2000)
      amountOf(`${path}.price`, item.price)
      requireInteger(`${path}.prepMinutes`, item.prepMinutes, 0, 1440)
      for (const allergen of item.allergens) requireText(`${path}.allergens`, allergen, 40)
      if (item.ivaClass !== undefined) requireOneOf(`${path}.ivaClass`, item.ivaClass, ivaClasses)
      for (const key of item.modifierGroups) {
        if (!keys.has(key)) throw invalid(`${path}.modifierGroups`, 'names a group that the file does not have')
      }
    }
  }
}
