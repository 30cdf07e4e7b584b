import { type CsvColumn, csvColumns, type CsvRowType } from './menu-file-fields.ts'

type Fields = Readonly<Record<string, unknown>>

interface Heading {
  readonly path: string
  readonly fields: Fields
  readonly items: Item[]
  readonly categories: Heading[]
}

interface Item {
  readonly path: string
  readonly fields: Fields
  /** Those of rows of their own, behind those of its cell. */
  readonly groups: ItemGroup[]
}

interface ItemGroup {
  readonly path: string
  readonly fields: Fields
  readonly prices: Map<string, { readonly price: unknown; readonly line: number }>
}

interface RowProblem {
  readonly column: CsvColumn | null
  readonly reason: string
}

/**
 * The file that rows make, one after another: what a row is part of stands above it. Nothing of it is checked yet but
 * its place; every part knows the line it came from.
 */
export class CsvMenuBuild {
  readonly #lines = new Map<string, number>()
  readonly #dayparts: Fields[] = []
  readonly #groups: { readonly fields: Fields; readonly options: Fields[] }[] = []
  readonly #headings: Heading[] = []
  readonly #itemGroups: ItemGroup[] = []
  /** The heading under way on each level. */
  #open: readonly Heading[] = []
  #above: CsvRowType | undefined
  #menu: Fields = {}

  /** What keeps the row from having a place. */
  add(line: number, type: CsvRowType, fields: Fields): RowProblem | undefined {
    const problem = this.#place(line, type, fields)
    this.#above = type
    return problem
  }

  /** All rows together, as `checkMenuFile` takes them. */
  whole(): unknown {
    for (const group of this.#itemGroups) this.#numberPrices(group)
    return {
      ...this.#menu,
      ...(this.#dayparts.length > 0 ? { dayparts: this.#dayparts } : {}),
      modifierGroups: this.#groups.map(({ fields, options }) => ({ ...fields, options })),
      categories: this.#headings.map(categoryOf),
    }
  }

  get hasMenu(): boolean {
    return this.#lines.has('')
  }

  /** The line and column of a field of the file; `part` is what of the row it is, where no column is it. */
  placeOf(field: string): { readonly line: number; readonly column: string | null; readonly part: string } {
    let path = field
    while (path !== '' && !this.#lines.has(path)) path = path.slice(0, Math.max(0, path.search(/[.[][^.[]*$/)))
    const line = this.#lines.get(path) ?? 1
    const [part = ''] = /^\w+/.exec(field.slice(path === '' ? 0 : path.length + 1)) ?? []
    const column = csvColumns.find((name) => name === part && (path !== '' || name === 'name')) ?? null
    return { line, column, part: column === null && !/^\d/.test(part) ? part : '' }
  }

  #place(line: number, type: CsvRowType, fields: Fields): RowProblem | undefined {
    switch (type) {
      case 'menu': {
        const other = this.#lines.get('')
        if (other !== undefined) return { column: 'type', reason: `menu stands in line ${other} already` }
        this.#lines.set('', line)
        this.#menu = fields
        return undefined
      }
      case 'daypart':
        this.#lines.set(`dayparts[${this.#dayparts.length}]`, line)
        this.#dayparts.push(fields)
        return undefined
      case 'group':
        this.#lines.set(`modifierGroups[${this.#groups.length}]`, line)
        this.#groups.push({ fields, options: [] })
        return undefined
      case 'option': {
        const group = this.#groups.at(-1)
        if (!group || !this.#isBehind('group', 'option')) return misplaced('group')
        this.#lines.set(`modifierGroups[${this.#groups.length - 1}].options[${group.options.length}]`, line)
        group.options.push(fields)
        return undefined
      }
      case 'category':
        return this.#heading(line, fields)
      case 'item': {
        const heading = this.#open.at(-1)
        if (!heading) return misplaced('category')
        const path = `${heading.path}.items[${heading.items.length}]`
        this.#lines.set(path, line)
        heading.items.push({ path, fields, groups: [] })
        return undefined
      }
      case 'item-group':
        return this.#itemGroup(line, fields)
      case 'item-option':
        return this.#itemOption(line, fields)
    }
  }

  #heading(line: number, { level = 1, ...fields }: Fields): RowProblem | undefined {
    const depth = typeof level === 'number' ? level : Number.NaN
    if (!(depth >= 1 && depth <= Math.min(5, this.#open.length + 1))) {
      return { column: 'level', reason: 'must be 1 to 5, and at most one more than that of the category above it' }
    }
    const above = this.#open[depth - 2]
    const siblings = above?.categories ?? this.#headings
    const path = `${above ? `${above.path}.` : ''}categories[${siblings.length}]`
    const heading = { path, fields, items: [], categories: [] }
    this.#lines.set(path, line)
    siblings.push(heading)
    this.#open = [...this.#open.slice(0, depth - 1), heading]
    return undefined
  }

  #itemGroup(line: number, fields: Fields): RowProblem | undefined {
    const item = this.#open.at(-1)?.items.at(-1)
    if (!item || !this.#isBehind('item', 'item-group', 'item-option')) return misplaced('item')
    const path = `${item.path}.modifierGroups[${listed(item).length + item.groups.length}]`
    this.#lines.set(path, line)
    const group = { path, fields, prices: new Map() }
    item.groups.push(group)
    this.#itemGroups.push(group)
    return undefined
  }

  #itemOption(line: number, { name, price }: Fields): RowProblem | undefined {
    const group = this.#open.at(-1)?.items.at(-1)?.groups.at(-1)
    if (!group || !this.#isBehind('item-group', 'item-option')) return misplaced('item-group')
    if (typeof name !== 'string') return { column: 'name', reason: 'must name an option of the group' }
    if (group.prices.has(name)) return { column: 'name', reason: 'stands twice' }
    group.prices.set(name, { price, line })
    return undefined
  }

  /** Prices are numbered in the order in which an object has them, which is not always the order of the rows. */
  #numberPrices({ path, prices }: ItemGroup): void {
    for (const [p, name] of Object.keys(pricesOf(prices)).entries()) {
      const line = prices.get(name)?.line
      if (line !== undefined) this.#lines.set(`${path}.optionPrices[${p}]`, line)
    }
  }

  #isBehind(...types: readonly CsvRowType[]): boolean {
    return this.#above !== undefined && types.includes(this.#above)
  }
}

const misplaced = (type: CsvRowType): RowProblem => ({
  column: 'type',
  reason: `must stand below a row of type ${type}`,
})

const categoryOf = ({ fields, items, categories }: Heading): unknown => ({
  ...fields,
  items: items.map(itemOf),
  ...(categories.length > 0 ? { categories: categories.map(categoryOf) } : {}),
})

function itemOf(item: Item): unknown {
  const modifierGroups = [...listed(item), ...item.groups.map(offeredOf)]
  return { ...item.fields, ...(modifierGroups.length > 0 ? { modifierGroups } : {}) }
}

function offeredOf(group: ItemGroup): unknown {
  if (group.prices.size > 0) return { ...group.fields, optionPrices: pricesOf(group.prices) }
  const { key, ...rules } = group.fields
  return typeof key === 'string' && Object.keys(rules).length === 0 ? key : group.fields
}

const pricesOf = (prices: ItemGroup['prices']): Fields =>
  Object.fromEntries([...prices].map(([name, { price }]) => [name, price]))

const listed = ({ fields: { modifierGroups } }: Item): readonly unknown[] =>
  Array.isArray(modifierGroups) ? modifierGroups : []
