import { csvRecord } from '../../kernel/csv.ts'
import { cellOfList, cellOfText, cellOfWindows } from './menu-csv-cells.ts'
import { type CsvColumn, csvColumns, type CsvRowType } from './menu-file-fields.ts'
import type { FileCategory, FileItem, FileItemGroup, FileOption, MenuFile } from './menu-file.ts'

/**
 * A menu file as CSV, record by record: what `menuFileOfCsv` reads. It begins with a byte order mark, without which a
 * spreadsheet takes UTF-8 for something else; text that looks like a formula has an apostrophe in front.
 *
 * @example
 * await writeFile('carta.csv', csvOfMenuFile(menu))
 */
export function* csvOfMenuFile(file: MenuFile): Generator<string, void, undefined> {
  yield `\uFEFF${csvRecord(csvColumns)}`
  yield row('menu', { name: file.name })
  for (const { name, windows } of file.dayparts ?? []) yield row('daypart', { name, windows: cellOfWindows(windows) })
  for (const { options, defaultsCharged, ...group } of file.modifierGroups) {
    yield row('group', {
      ...group,
      ...(defaultsCharged === undefined ? {} : { defaultsCharged: defaultsCharged ? 'yes' : 'no' }),
    })
    for (const option of options) yield optionRow(option)
  }
  yield* categoryRows(file.categories, 1)
}

function* categoryRows(categories: readonly FileCategory[], level: number): Generator<string, void, undefined> {
  for (const { items, categories: deeper = [], ...category } of categories) {
    yield row('category', { level, ...category })
    for (const item of items) yield* itemRows(item)
    yield* categoryRows(deeper, level + 1)
  }
}

function* itemRows({ allergens = [], images = [], modifierGroups = [], ...item }: FileItem) {
  const bare = modifierGroups.filter((group) => typeof group === 'string')
  // In one cell as long as the item offers each of them as it is; else each has a row, so that their order stays.
  const inCell = bare.length === modifierGroups.length
  yield row('item', {
    ...item,
    allergens: cellOfList(allergens),
    images: cellOfList(images),
    modifierGroups: inCell ? cellOfList(bare) : '',
  })
  if (inCell) return
  for (const group of modifierGroups) {
    const { optionPrices = {}, ...offered }: FileItemGroup = typeof group === 'string' ? { key: group } : group
    yield row('item-group', offered)
    for (const [name, price] of Object.entries(optionPrices)) yield row('item-option', { name, price })
  }
}

const optionRow = ({ modifierGroups = [], ...option }: FileOption): string =>
  row('option', { ...option, modifierGroups: cellOfList(modifierGroups) })

type Cells = { readonly [C in CsvColumn]?: string | number | null }

const written: ReadonlySet<CsvColumn> = new Set(['allergens', 'images', 'modifierGroups', 'windows'])

function row(type: CsvRowType, cells: Cells): string {
  return csvRecord(
    csvColumns.map((column) => {
      if (column === 'type') return type
      const cell = String(cells[column] ?? '')
      return written.has(column) ? cell : cellOfText(cell)
    }),
  )
}
