import { invalid } from '../../kernel/input.ts'
import { minutesOfWeek, type WeekWindow } from '../restaurants/minutes.ts'
import { type CheckedGroup, checkGroups, checkRules } from './check-file-groups.ts'
import { FileProblems, isRecord, type MenuFileProblem } from './file-problems.ts'
import { fileDefaults, type MenuFile } from './menu-file.ts'
import { itemRules, menuFileFields } from './menu-file-fields.ts'
import { ivaClasses } from './menu-items.ts'

/**
 * Everything that is wrong with a menu file; nothing, when it can be imported. Whatever it is: a file that somebody wrote
 * by hand may lack a list or have text for a number. Pure: an editor may show it as one types.
 *
 * @example
 * checkMenuFile(file) // → [{ field: 'categories[2].items[0].price', rule: 'must be …' }]
 */
export function checkMenuFile(file: unknown): readonly MenuFileProblem[] {
  const check = new FileCheck()
  check.whole(file)
  return check.problems.found
}

/** A `MenuFile` it is, when `checkMenuFile` finds nothing. */
export const isMenuFile = (file: unknown): file is MenuFile => checkMenuFile(file).length === 0

/** @throws {DbError} `INVALID` the first problem, its field behind `root` */
export function requireMenuFile(root: string, file: unknown): asserts file is MenuFile {
  const [problem] = checkMenuFile(file)
  if (problem) throw invalid(problem.field === '' ? root : `${root}.${problem.field}`, problem.rule)
}

const mostLevels = 5

/** What `menu_items_images_are_addresses` takes, and no control character. */
export const imageAddress: RegExp = /^https:\/\/[^\s\p{Cc}\p{Cs}]{1,2000}$/u

class FileCheck {
  readonly problems = new FileProblems()
  readonly #skus = new Set<string>()
  #dayparts: ReadonlySet<string> = new Set()
  #groups: ReadonlyMap<string, CheckedGroup> = new Map()

  whole(value: unknown): void {
    const file = this.problems.record('', value, [...menuFileFields.menu, 'dayparts', 'modifierGroups', 'categories'])
    if (!file) return
    this.problems.text('name', file['name'], 200)
    this.#dayparts = this.#checkDayparts(file['dayparts'] ?? [])
    this.#groups = checkGroups(this.problems, file['modifierGroups'], (field, sku) => this.#sku(field, sku))
    this.#categories('categories', file['categories'], 1)
  }

  #checkDayparts(value: unknown): ReadonlySet<string> {
    const names = new Set<string>()
    for (const [d, part] of this.problems.list('dayparts', value, 0, 100).entries()) {
      const field = `dayparts[${d}]`
      const daypart = this.problems.record(field, part, menuFileFields.daypart)
      if (!daypart) continue
      const name = this.problems.text(`${field}.name`, daypart['name'], 200)
      if (name !== undefined && names.has(name)) this.problems.add(`${field}.name`, 'stands twice')
      else if (name !== undefined) names.add(name)
      for (const [w, window] of this.problems.list(`${field}.windows`, daypart['windows'], 1, 100).entries()) {
        this.#window(`${field}.windows[${w}]`, window)
      }
    }
    return names
  }

  #window(field: string, value: unknown): void {
    const window = this.problems.record(field, value, ['weekday', 'opens', 'closes'])
    // It looks at each of the three before it believes it.
    if (window) this.problems.take(() => minutesOfWeek(field, value as WeekWindow))
  }

  #categories(field: string, value: unknown, level: number): void {
    const categories = this.problems.list(field, value, level === 1 ? 1 : 0, 500)
    if (level > mostLevels && categories.length > 0)
      return this.problems.add(field, `lies deeper than ${mostLevels} levels`)
    for (const [c, part] of categories.entries()) {
      const at = `${field}[${c}]`
      const category = this.problems.record(at, part, [...menuFileFields.category, 'items', 'categories'])
      if (!category) continue
      this.problems.text(`${at}.name`, category['name'], 200)
      this.problems.note(`${at}.description`, category['description'] ?? '', 2000)
      this.#daypart(`${at}.daypart`, category['daypart'])
      for (const [i, item] of this.problems.list(`${at}.items`, category['items'], 0, 100_000).entries()) {
        this.#item(`${at}.items[${i}]`, item)
      }
      this.#categories(`${at}.categories`, category['categories'] ?? [], level + 1)
    }
  }

  #item(field: string, value: unknown): void {
    const { problems } = this
    const item = problems.record(field, value, menuFileFields.item)
    if (!item) return
    const { satProductKey = fileDefaults.satProductKey, satUnitKey = fileDefaults.satUnitKey } = item
    problems.pattern(`${field}.sku`, item['sku'], /^[A-Z0-9-]{3,20}$/, 'must be 3 to 20 of A–Z, 0–9 and -')
    if (typeof item['sku'] === 'string') this.#sku(`${field}.sku`, item['sku'])
    problems.text(`${field}.name`, item['name'], 200)
    problems.note(`${field}.description`, item['description'] ?? '', 2000)
    problems.amount(`${field}.price`, item['price'])
    problems.oneOf(`${field}.ivaClass`, item['ivaClass'] ?? fileDefaults.ivaClass, ivaClasses)
    problems.pattern(`${field}.satProductKey`, satProductKey, /^[0-9]{8}$/, 'must be 8 digits')
    problems.pattern(`${field}.satUnitKey`, satUnitKey, /^[A-Z0-9]{2,3}$/, 'must be 2 or 3 of A–Z and 0–9')
    problems.integer(`${field}.prepMinutes`, item['prepMinutes'] ?? fileDefaults.prepMinutes, 0, 1440)
    for (const [a, allergen] of problems.list(`${field}.allergens`, item['allergens'] ?? [], 0, 30).entries()) {
      problems.text(`${field}.allergens[${a}]`, allergen, 40)
    }
    for (const [m, image] of problems.list(`${field}.images`, item['images'] ?? [], 0, 10).entries()) {
      problems.pattern(`${field}.images[${m}]`, image, imageAddress, 'must be an https address')
    }
    this.#daypart(`${field}.daypart`, item['daypart'])
    const keys = new Set<unknown>()
    for (const [o, part] of problems.list(`${field}.modifierGroups`, item['modifierGroups'] ?? [], 0, 100).entries()) {
      const key = this.#offered(`${field}.modifierGroups[${o}]`, part)
      if (key !== undefined && keys.has(key)) problems.add(`${field}.modifierGroups[${o}]`, 'names a group twice')
      keys.add(key)
    }
  }

  /** A key, or a key with what the item does otherwise. */
  #offered(field: string, value: unknown): string | undefined {
    const bare = typeof value === 'string'
    const offered = bare
      ? { key: value }
      : this.problems.record(field, value, [...menuFileFields.itemGroup, 'optionPrices'])
    if (!offered) return undefined
    const { optionPrices = {}, ...otherwise }: Readonly<Record<string, unknown>> = offered
    const keyField = bare ? field : `${field}.key`
    const key = this.problems.text(keyField, otherwise['key'], 100)
    const group = key === undefined ? undefined : this.#groups.get(key)
    if (key !== undefined && !group) this.problems.add(keyField, 'names a group that the file does not have')
    if (!group) return key
    if (itemRules.some((rule) => otherwise[rule] !== undefined)) {
      checkRules(this.problems, field, { ...group.rules, ...otherwise }, group)
    }
    this.#optionPrices(`${field}.optionPrices`, optionPrices, group)
    return key
  }

  #optionPrices(field: string, value: unknown, { options }: CheckedGroup): void {
    if (!isRecord(value)) return this.problems.add(field, 'must be an object')
    for (const [p, [name, price]] of Object.entries(value).entries()) {
      // By number: the name is the file's own.
      if (!options.some((option) => option.name === name))
        this.problems.add(`${field}[${p}]`, 'names an option that the group does not have')
      this.problems.amount(`${field}[${p}]`, price)
    }
  }

  #daypart(field: string, name: unknown): void {
    if (name === undefined) return
    if (typeof name !== 'string' || !this.#dayparts.has(name))
      this.problems.add(field, 'names a daypart that the file does not have')
  }

  #sku(field: string, sku: string): void {
    if (this.#skus.has(sku)) this.problems.add(field, 'stands twice')
    this.#skus.add(sku)
  }
}
