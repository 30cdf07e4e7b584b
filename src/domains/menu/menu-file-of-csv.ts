import { type CsvProblem, readCsv } from '../../kernel/csv.ts'
import { checkMenuFile, isMenuFile } from './check-menu-file.ts'
import { valueOfCell } from './menu-csv-cells.ts'
import { type CsvColumn, csvColumns, csvRows, type CsvRowType } from './menu-file-fields.ts'
import { CsvMenuBuild } from './menu-csv-build.ts'
import type { MenuFile } from './menu-file.ts'

/** Why a cell, or a row, is not taken. The reason never quotes the file. */
export interface RefusedCell {
  /** The line of the file on which the record begins. */
  readonly line: number
  /** By its name in the header; null when it is the row as a whole. */
  readonly column: string | null
  readonly reason: string
}

export type MenuOfCsv =
  | { readonly ok: true; readonly menu: MenuFile }
  /** Everything that is wrong, by line. */
  | { readonly ok: false; readonly refused: readonly RefusedCell[] }

/**
 * The menu of a CSV (RFC 4180, UTF-8), read as it streams in: a header with the names of columns in any order, then one
 * row per heading, dish, group, option, … in the order of the menu. Pure: it needs no database.
 *
 * All that is wrong is found at once, by `checkMenuFile`, and given by line and column. Only a record that is no CSV ends
 * the reading: from a lost quote on nobody knows what is a cell.
 *
 * @example
 * const read = await menuFileOfCsv(createReadStream('carta.csv', 'utf8'))
 * if (read.ok) await db.as(owner, (tx) => importMenu(tx, { restaurantId, menu: read.menu }))
 */
export async function menuFileOfCsv(chunks: AsyncIterable<string> | Iterable<string>): Promise<MenuOfCsv> {
  const reader = new MenuCsvReader()
  for await (const record of readCsv(chunks)) {
    if ('problem' in record) reader.stop(record.line, record.problem)
    else reader.row(record.line, record.fields)
    if (reader.stopped) break
  }
  return reader.end()
}

const malformed: Readonly<Record<CsvProblem, string>> = {
  QUOTE_IN_PLAIN_FIELD: 'has a quote inside a cell that does not begin with one',
  TEXT_BEHIND_QUOTE: 'has text behind the quote that closes a cell',
  QUOTE_NOT_CLOSED: 'has a quote that nothing closes',
  BARE_CARRIAGE_RETURN: 'has a carriage return that ends no line',
}

class MenuCsvReader {
  stopped = false
  readonly #refused: RefusedCell[] = []
  readonly #build = new CsvMenuBuild()
  #header: readonly CsvColumn[] | undefined

  stop(line: number, problem: CsvProblem): void {
    this.#stop(line, malformed[problem])
  }

  row(line: number, cells: readonly string[]): void {
    // A spreadsheet writes what is below its last row, too.
    if (cells.every((cell) => cell.trim() === '')) return
    if (this.#header === undefined) return this.#readHeader(line, cells)
    // And leaves out what is empty at the end of a row.
    if (cells.slice(this.#header.length).some((cell) => cell.trim() !== '')) {
      return this.#refuse(line, null, `has ${cells.length} cells, the header ${this.#header.length}`)
    }
    const byColumn = new Map(this.#header.map((column, i) => [column, cells[i] ?? '']))
    const type = (byColumn.get('type') ?? '').trim().toLowerCase()
    if (!isRowType(type)) return this.#refuse(line, 'type', `must be one of ${Object.keys(csvRows).join(', ')}`)
    byColumn.delete('type')
    const fields = this.#fields(line, type, byColumn)
    const problem = this.#build.add(line, type, fields)
    if (problem) this.#refuse(line, problem.column, problem.reason)
  }

  end(): MenuOfCsv {
    if (!this.stopped && this.#header === undefined) this.#refuse(1, null, 'has no header')
    if (!this.stopped && this.#header !== undefined) {
      const file = this.#build.whole()
      for (const { field, rule } of checkMenuFile(file)) {
        const { line, column, part } = this.#build.placeOf(field)
        if (field === 'name' && !this.#build.hasMenu) this.#refuse(1, null, 'has no row of type menu')
        // A window that could not be read is there as text.
        else if (column === 'windows' && rule === 'must be an object') {
          this.#refuse(line, column, 'must be windows such as 1-5 07:00-12:00; 7 18:00-02:00')
        } else this.#refuse(line, column, part === '' ? rule : `${part} ${rule}`)
      }
      if (this.#refused.length === 0 && isMenuFile(file)) return { ok: true, menu: file }
    }
    return { ok: false, refused: this.#refused.sort((one, other) => one.line - other.line) }
  }

  #readHeader(line: number, cells: readonly string[]): void {
    const header = cells.map((cell) => csvColumns.find((column) => column.toLowerCase() === cell.trim().toLowerCase()))
    const known = header.filter((column) => column !== undefined)
    if (cells.length === 1 && /[;\t]/.test(cells[0] ?? '')) this.#stop(line, 'must separate its columns by commas')
    else if (known.length < header.length) this.#stop(line, `has a column that is none of ${csvColumns.join(', ')}`)
    else if (new Set(known).size < known.length) this.#stop(line, 'has a column twice')
    else if (!known.includes('type')) this.#stop(line, 'must have the column type')
    else this.#header = known
  }

  /** The cells that say something, each as what its column holds. */
  #fields(line: number, type: CsvRowType, cells: ReadonlyMap<CsvColumn, string>): Record<string, unknown> {
    const used: readonly string[] = csvRows[type]
    const fields: Record<string, unknown> = {}
    for (const [column, cell] of cells) {
      if (cell.trim() === '') continue
      if (!used.includes(column)) {
        this.#refuse(line, column, `is not used in a row of type ${type}`)
        continue
      }
      if (cell.includes('\uFFFD')) this.#refuse(line, column, 'is not UTF-8')
      fields[column] = valueOfCell(column, cell)
    }
    return fields
  }

  #stop(line: number, reason: string): void {
    this.stopped = true
    this.#refuse(line, null, reason)
  }

  #refuse(line: number, column: string | null, reason: string): void {
    this.#refused.push({ line, column, reason })
  }
}

const isRowType = (type: string): type is CsvRowType => Object.hasOwn(csvRows, type)
