import type { FileProblems } from './file-problems.ts'
import { fileDefaults } from './menu-file.ts'
import { menuFileFields } from './menu-file-fields.ts'
import { type GroupPricing, groupPricings, maxSelectionDepth } from './selectable.ts'

/** What could be read of a group. A rule that is undefined was wrong, and is judged no further. */
export interface CheckedGroup {
  readonly field: string
  readonly rules: CheckedRules
  readonly pricing: GroupPricing | undefined
  readonly options: readonly CheckedOption[]
}

/** As the file says them: `minDistinct` and `maxDistinct` may have been left out. */
export interface CheckedRules {
  readonly minSelected: unknown
  readonly maxSelected: unknown
  readonly minDistinct?: unknown
  readonly maxDistinct?: unknown
  readonly freeQuantity?: unknown
}

interface CheckedOption {
  readonly name: string | undefined
  readonly maxQuantity: number | undefined
  readonly defaultQuantity: number | undefined
  readonly below: readonly string[]
}

const mostGroups = 5000

/** The groups of a file by key, everything that is wrong with them noted. */
export function checkGroups(
  problems: FileProblems,
  value: unknown,
  takeSku: (field: string, sku: string) => void,
): ReadonlyMap<string, CheckedGroup> {
  const groups = new Map<string, CheckedGroup>()
  for (const [g, group] of problems.list('modifierGroups', value, 0, mostGroups).entries()) {
    const field = `modifierGroups[${g}]`
    const { key, checked } = checkGroup(problems, field, group, takeSku) ?? {}
    if (key === undefined || checked === undefined) continue
    if (groups.has(key)) problems.add(`${field}.key`, 'stands twice')
    else groups.set(key, checked)
  }
  for (const { field, options } of groups.values()) {
    for (const [o, { below }] of options.entries()) {
      for (const [m, key] of below.entries()) {
        if (!groups.has(key))
          problems.add(`${field}.options[${o}].modifierGroups[${m}]`, 'names a group that the file does not have')
      }
    }
  }
  const heights = heightsOf(groups)
  for (const [key, { field }] of groups) {
    if ((heights.get(key) ?? 0) > maxSelectionDepth) {
      problems.add(
        `${field}.options`,
        `offers groups that contain it, or more than ${maxSelectionDepth} levels of them`,
      )
    }
  }
  return groups
}

function checkGroup(
  problems: FileProblems,
  field: string,
  value: unknown,
  takeSku: (field: string, sku: string) => void,
): { readonly key: string | undefined; readonly checked: CheckedGroup } | undefined {
  const group = problems.record(field, value, [...menuFileFields.group, 'options'])
  if (!group) return undefined
  const key = problems.text(`${field}.key`, group['key'], 100)
  problems.text(`${field}.name`, group['name'], 200)
  const { minSelected, maxSelected, minDistinct, maxDistinct, freeQuantity } = group
  const rules = { minSelected, maxSelected, minDistinct, maxDistinct, freeQuantity }
  const pricing = problems.oneOf(`${field}.pricing`, group['pricing'] ?? fileDefaults.pricing, groupPricings)
  if (typeof (group['defaultsCharged'] ?? true) !== 'boolean')
    problems.add(`${field}.defaultsCharged`, 'must be true or false')
  const names = new Set<string>()
  const options = problems.list(`${field}.options`, group['options'], 1, 100).map((option, o) => {
    const checked = checkOption(problems, `${field}.options[${o}]`, key, option, takeSku)
    if (checked.name !== undefined && names.has(checked.name))
      problems.add(`${field}.options[${o}].name`, 'stands twice')
    if (checked.name !== undefined) names.add(checked.name)
    return checked
  })
  const checked = { field, rules, pricing, options }
  checkRules(problems, field, rules, checked)
  return { key, checked }
}

function checkOption(
  problems: FileProblems,
  field: string,
  groupKey: string | undefined,
  value: unknown,
  takeSku: (field: string, sku: string) => void,
): CheckedOption {
  const option = problems.record(field, value, menuFileFields.option)
  if (!option) return { name: undefined, maxQuantity: undefined, defaultQuantity: undefined, below: [] }
  const name = problems.text(`${field}.name`, option['name'], 200)
  problems.amount(`${field}.price`, option['price'])
  const most = problems.integer(`${field}.maxQuantity`, option['maxQuantity'] ?? fileDefaults.maxQuantity, 1, 50)
  const preselected = option['defaultQuantity'] ?? fileDefaults.defaultQuantity
  const below = problems.list(`${field}.modifierGroups`, option['modifierGroups'] ?? [], 0, 100)
  const keys = below.map((key, m) => problems.text(`${field}.modifierGroups[${m}]`, key, 100) ?? '')
  if (new Set(keys).size < keys.length) problems.add(`${field}.modifierGroups`, 'names a group twice')
  const sku = option['sku'] === undefined ? undefined : problems.text(`${field}.sku`, option['sku'], 300)
  if (sku !== undefined) takeSku(`${field}.sku`, sku)
  else if (option['sku'] === undefined && groupKey !== undefined && name !== undefined)
    takeSku(`${field}.sku`, `${groupKey}/${name}`)
  return {
    name,
    maxQuantity: most,
    defaultQuantity: problems.integer(`${field}.defaultQuantity`, preselected, 0, most ?? 50),
    below: keys.filter((key) => key !== ''),
  }
}

/** The numbers of a group, or of an item that counts otherwise, and whether its options can meet them. */
export function checkRules(
  problems: FileProblems,
  field: string,
  rules: CheckedRules,
  { pricing, options }: Pick<CheckedGroup, 'pricing' | 'options'>,
): void {
  const most = problems.integer(`${field}.maxSelected`, rules.maxSelected, 1, 50)
  const bound = most ?? 50
  const least = problems.integer(`${field}.minSelected`, rules.minSelected, 0, bound)
  const mostDistinct = problems.integer(`${field}.maxDistinct`, rules.maxDistinct ?? most ?? 50, 1, 50)
  const leastDistinct = problems.integer(
    `${field}.minDistinct`,
    rules.minDistinct ?? fileDefaults.minDistinct,
    0,
    Math.min(mostDistinct ?? 50, bound),
  )
  const free = problems.integer(`${field}.freeQuantity`, rules.freeQuantity ?? fileDefaults.freeQuantity, 0, bound)
  if (free !== undefined && free > 0 && pricing !== undefined && !pricing.startsWith('free_')) {
    problems.add(`${field}.freeQuantity`, 'needs the pricing free_cheapest or free_dearest')
  }
  if (options.length > 0) canBeMet(problems, field, { most, least, mostDistinct, leastDistinct }, options)
}

interface Bounds {
  readonly most: number | undefined
  readonly least: number | undefined
  readonly mostDistinct: number | undefined
  readonly leastDistinct: number | undefined
}

/** As `app.menu_problems` says it of rows. */
function canBeMet(problems: FileProblems, field: string, bounds: Bounds, options: readonly CheckedOption[]): void {
  const { most = 50, least = 0, mostDistinct = 50, leastDistinct = 0 } = bounds
  const total = (quantities: readonly number[]) => quantities.reduce((sum, quantity) => sum + quantity, 0)
  const available = options
    .map(({ maxQuantity = 50 }) => maxQuantity)
    .sort((a, b) => b - a)
    .slice(0, mostDistinct)
  if (total(available) < least || options.length < leastDistinct)
    problems.add(field, 'has too few options to be chosen from')
  const preselected = options.map(({ defaultQuantity = 0 }) => defaultQuantity).filter((quantity) => quantity > 0)
  if (preselected.length > mostDistinct || total(preselected) > most)
    problems.add(field, 'preselects more than may be chosen')
}

/** Levels from each group down; endless for one that comes back to itself. Each group is looked into once. */
function heightsOf(groups: ReadonlyMap<string, CheckedGroup>): ReadonlyMap<string, number> {
  const heights = new Map<string, number>()
  const under = new Set<string>()
  const measure = (key: string): number => {
    const known = heights.get(key)
    if (known !== undefined) return known
    if (under.has(key)) return Number.POSITIVE_INFINITY
    under.add(key)
    let deepest = 0
    for (const { below } of groups.get(key)?.options ?? []) {
      for (const next of below) deepest = Math.max(deepest, measure(next))
    }
    under.delete(key)
    heights.set(key, 1 + deepest)
    return 1 + deepest
  }
  for (const key of groups.keys()) measure(key)
  return heights
}
