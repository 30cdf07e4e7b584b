import { isDbError } from '../../kernel/errors.ts'
import {
  amountOf,
  invalid,
  requireInteger,
  requireList,
  requireNote,
  requireOneOf,
  requireText,
} from '../../kernel/input.ts'
import { weekMinutesOf } from '../restaurants/week-minutes.ts'
import type { FileCategory, FileGroup, FileItem, FileItemGroup, MenuFile } from './menu-file.ts'
import { ivaClasses } from './menu-items.ts'
import { groupPricings, maxSelectionDepth } from './selectable.ts'

/** One thing that is wrong with a file. */
export interface MenuFileProblem {
  /** Its place: `categories[2].items[0].price`. */
  readonly field: string
  /** `must be an amount with at most 2 decimals` */
  readonly rule: string
}

/**
 * Everything that is wrong with a menu file; nothing, when it can be imported. Pure: an editor may show it as one types.
 *
 * @example
 * checkMenuFile(file) // → [{ field: 'categories[2].items[0].price', rule: 'must be …' }]
 */
export function checkMenuFile(file: MenuFile): readonly MenuFileProblem[] {
  const check = new FileCheck(file)
  check.whole()
  return check.problems
}

/** @throws {DbError} `INVALID` the first problem, its field behind `root` */
export function requireMenuFile(root: string, file: MenuFile): void {
  const [problem] = checkMenuFile(file)
  if (problem) throw invalid(`${root}.${problem.field}`, problem.rule)
}

class FileCheck {
  readonly problems: MenuFileProblem[] = []
  readonly #file: MenuFile
  readonly #groups: ReadonlyMap<string, FileGroup>
  readonly #dayparts: ReadonlySet<string>
  readonly #skus = new Set<string>()

  constructor(file: MenuFile) {
    this.#file = file
    this.#groups = new Map(file.modifierGroups.map((group) => [group.key, group]))
    this.#dayparts = new Set((file.dayparts ?? []).map(({ name }) => name))
  }

  whole(): void {
    const { name, dayparts = [], modifierGroups, categories } = this.#file
    this.#try(() => requireText('name', name, 200))
    this.#unique('dayparts', 'name', dayparts)
    for (const [d, daypart] of dayparts.entries()) {
      const field = `dayparts[${d}]`
      this.#try(() => requireText(`${field}.name`, daypart.name, 200))
      this.#try(() => requireList(`${field}.windows`, daypart.windows, 100))
      this.#try(() => weekMinutesOf(daypart.windows), `${field}.`)
    }
    this.#unique('modifierGroups', 'key', modifierGroups)
    for (const [g, group] of modifierGroups.entries()) this.#group(`modifierGroups[${g}]`, group)
    this.#try(() => requireList('categories', categories, 500))
    this.#categories('categories', categories, 1)
  }

  #group(field: string, group: FileGroup): void {
    this.#try(() => requireText(`${field}.key`, group.key, 100))
    this.#try(() => requireText(`${field}.name`, group.name, 200))
    this.#rules(field, group)
    this.#try(() => requireOneOf(`${field}.pricing`, group.pricing ?? 'sum', groupPricings))
    this.#free(field, group.freeQuantity ?? 0, group)
    this.#try(() => requireList(`${field}.options`, group.options, 100))
    this.#unique(`${field}.options`, 'name', group.options)
    for (const [o, option] of group.options.entries()) {
      const at = `${field}.options[${o}]`
      this.#try(() => requireText(`${at}.name`, option.name, 200))
      this.#try(() => amountOf(`${at}.price`, option.price))
      this.#try(() => requireInteger(`${at}.maxQuantity`, option.maxQuantity ?? 1, 1, 50))
      this.#try(() => requireInteger(`${at}.defaultQuantity`, option.defaultQuantity ?? 0, 0, option.maxQuantity ?? 1))
      if (option.sku !== undefined) this.#try(() => requireText(`${at}.sku`, option.sku, 300))
      this.#sku(`${at}.sku`, option.sku ?? `${group.key}/${option.name}`)
      for (const key of option.modifierGroups ?? []) this.#known(`${at}.modifierGroups`, key)
    }
    if (this.#depth(group.key, []) > maxSelectionDepth) {
      this.#add(`${field}.options`, 'offers groups that contain it, or more than 4 levels of them')
    }
    this.#canBeMet(field, group, group)
  }

  /** Levels from this group down; too many when it comes back to itself. */
  #depth(key: string, above: readonly string[]): number {
    if (above.includes(key) || above.length > maxSelectionDepth) return maxSelectionDepth + 1
    const below = (this.#groups.get(key)?.options ?? []).flatMap((option) => option.modifierGroups ?? [])
    return 1 + Math.max(0, ...new Set(below.map((next) => this.#depth(next, [...above, key]))))
  }

  #rules(field: string, rules: Pick<FileGroup, 'minSelected' | 'maxSelected' | 'minDistinct' | 'maxDistinct'>): void {
    const { minSelected, maxSelected, minDistinct = 0, maxDistinct = maxSelected } = rules
    this.#try(() => requireInteger(`${field}.maxSelected`, maxSelected, 1, 50))
    this.#try(() => requireInteger(`${field}.minSelected`, minSelected, 0, maxSelected))
    this.#try(() => requireInteger(`${field}.maxDistinct`, maxDistinct, 1, 50))
    this.#try(() => requireInteger(`${field}.minDistinct`, minDistinct, 0, Math.min(maxDistinct, maxSelected)))
  }

  #free(field: string, free: number, { maxSelected, pricing }: Pick<FileGroup, 'maxSelected' | 'pricing'>): void {
    this.#try(() => requireInteger(`${field}.freeQuantity`, free, 0, maxSelected))
    if (free > 0 && pricing !== 'free_cheapest' && pricing !== 'free_dearest') {
      this.#add(`${field}.freeQuantity`, 'needs the pricing free_cheapest or free_dearest')
    }
  }

  /** As `app.menu_problems` says it of rows. */
  #canBeMet(
    field: string,
    rules: Pick<FileGroup, 'minSelected' | 'maxSelected' | 'minDistinct' | 'maxDistinct'>,
    { options }: Pick<FileGroup, 'options'>,
  ): void {
    const { minSelected, maxSelected, minDistinct = 0, maxDistinct = maxSelected } = rules
    const most = options
      .map(({ maxQuantity = 1 }) => maxQuantity)
      .sort((a, b) => b - a)
      .slice(0, maxDistinct)
      .reduce((total, quantity) => total + quantity, 0)
    if (most < minSelected || options.length < minDistinct) this.#add(field, 'has too few options to be chosen from')
    const defaults = options.map(({ defaultQuantity = 0 }) => defaultQuantity).filter((quantity) => quantity > 0)
    if (defaults.length > maxDistinct || defaults.reduce((total, quantity) => total + quantity, 0) > maxSelected) {
      this.#add(field, 'preselects more than may be chosen')
    }
  }

  #categories(field: string, categories: readonly FileCategory[], level: number): void {
    if (level > 5) return this.#add(field, 'lies deeper than 5 levels')
    if (categories.length > 9999) return this.#add(field, 'must hold at most 9999')
    for (const [c, category] of categories.entries()) {
      const at = `${field}[${c}]`
      this.#try(() => requireText(`${at}.name`, category.name, 200))
      this.#try(() => requireNote(`${at}.description`, category.description ?? '', 2000))
      this.#daypart(`${at}.daypart`, category.daypart)
      for (const [i, item] of category.items.entries()) this.#item(`${at}.items[${i}]`, item)
      this.#categories(`${at}.categories`, category.categories ?? [], level + 1)
    }
  }

  #item(field: string, item: FileItem): void {
    if (!/^[A-Z0-9-]{3,20}$/.test(item.sku)) this.#add(`${field}.sku`, 'must be 3 to 20 of A–Z, 0–9 and -')
    this.#sku(`${field}.sku`, item.sku)
    this.#try(() => requireText(`${field}.name`, item.name, 200))
    this.#try(() => requireNote(`${field}.description`, item.description ?? '', 2000))
    this.#try(() => amountOf(`${field}.price`, item.price))
    this.#try(() => requireOneOf(`${field}.ivaClass`, item.ivaClass ?? 'general', ivaClasses))
    if (!/^[0-9]{8}$/.test(item.satProductKey ?? '90101501')) this.#add(`${field}.satProductKey`, 'must be 8 digits')
    if (!/^[A-Z0-9]{2,3}$/.test(item.satUnitKey ?? 'E48'))
      this.#add(`${field}.satUnitKey`, 'must be 2 or 3 of A–Z and 0–9')
    this.#try(() => requireInteger(`${field}.prepMinutes`, item.prepMinutes, 0, 1440))
    if (item.allergens.length > 30) this.#add(`${field}.allergens`, 'must hold at most 30')
    for (const [a, allergen] of item.allergens.entries()) {
      this.#try(() => requireText(`${field}.allergens[${a}]`, allergen, 40))
    }
    if ((item.images ?? []).length > 10) this.#add(`${field}.images`, 'must hold at most 10')
    for (const [m, image] of (item.images ?? []).entries()) {
      if (!/^https:\/\/\S+$/.test(image)) this.#add(`${field}.images[${m}]`, 'must be an https address')
    }
    this.#daypart(`${field}.daypart`, item.daypart)
    const keys = item.modifierGroups.map((offered) => (typeof offered === 'string' ? offered : offered.key))
    if (new Set(keys).size < keys.length) this.#add(`${field}.modifierGroups`, 'names a group twice')
    for (const [o, offered] of item.modifierGroups.entries()) {
      this.#offered(`${field}.modifierGroups[${o}]`, typeof offered === 'string' ? { key: offered } : offered)
    }
  }

  #offered(field: string, offered: FileItemGroup): void {
    const { key, optionPrices = {}, ...otherwise } = offered
    const group = this.#known(field, key)
    if (!group) return
    if (Object.keys(otherwise).length > 0) {
      const rules = { ...group, ...otherwise }
      this.#rules(field, rules)
      this.#free(field, rules.freeQuantity ?? 0, { ...group, maxSelected: rules.maxSelected })
      this.#canBeMet(field, rules, group)
    }
    for (const [name, price] of Object.entries(optionPrices)) {
      if (!group.options.some((option) => option.name === name)) {
        this.#add(`${field}.optionPrices`, 'names an option that the group does not have')
      }
      this.#try(() => amountOf(`${field}.optionPrices`, price))
    }
  }

  #known(field: string, key: string): FileGroup | undefined {
    const group = this.#groups.get(key)
    if (!group) this.#add(field, 'names a group that the file does not have')
    return group
  }

  #daypart(field: string, name: string | undefined): void {
    if (name !== undefined && !this.#dayparts.has(name)) this.#add(field, 'names a daypart that the file does not have')
  }

  #sku(field: string, sku: string): void {
    if (this.#skus.has(sku)) this.#add(field, 'stands twice')
    this.#skus.add(sku)
  }

  #unique<K extends string>(field: string, key: K, list: readonly { readonly [P in K]: string }[]): void {
    const seen = new Set<string>()
    for (const [i, { [key]: value }] of list.entries()) {
      if (seen.has(value)) this.#add(`${field}[${i}].${key}`, 'stands twice')
      seen.add(value)
    }
  }

  #add(field: string, rule: string): void {
    this.problems.push({ field, rule })
  }

  #try(rule: () => unknown, root = ''): void {
    try {
      rule()
    } catch (error) {
      if (!isDbError(error, 'INVALID')) throw error
      const { field = '', rule: broken = '' } = error.details
      this.#add(`${root}${field}`, broken)
    }
  }
}
