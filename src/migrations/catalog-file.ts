import { isDay } from '../kernel/input.ts'
import { readCsv } from '../kernel/csv.ts'

/** A row as the table takes it. */
export interface CatalogRow {
  readonly code: string
  readonly description: string
  readonly valid_from_on: string
  readonly valid_to_on: string | null
  readonly attributes: Readonly<Record<string, string>>
}

/** Why a row is not taken. The reason never quotes the file. */
export interface RefusedRow {
  /** The line of the file on which the record begins. */
  readonly line: number
  /** The column by its name in the header; null when it is the record as a whole. */
  readonly column: string | null
  readonly reason: string
}

type Found = { readonly row: CatalogRow } | { readonly refused: RefusedRow }

const required = ['code', 'description', 'valid_from', 'valid_to'] as const
const mostCharacters = 1000

/**
 * The rows of a catalogue, from CSV with a header: code, description, valid_from, valid_to, and further columns, which
 * become attributes (an empty one is left out). A malformed header or record ends it.
 */
export async function* readCatalog(chunks: AsyncIterable<string>): AsyncGenerator<Found> {
  const seen = new Periods()
  let header: readonly string[] | undefined
  let rows = 0
  for await (const record of readCsv(chunks)) {
    const { line } = record
    if ('problem' in record) return yield refuse(line, null, record.problem)
    if (header === undefined) {
      header = record.fields
      const reason = wrongHeader(header)
      if (reason !== undefined) return yield refuse(line, null, reason)
    } else if (record.fields.length !== header.length) {
      yield refuse(line, null, `has ${record.fields.length} fields, the header ${header.length}`)
    } else {
      rows += 1
      yield checked(line, header, record.fields, seen)
    }
  }
  // It would empty the catalogue.
  if (rows === 0) yield refuse(1, null, 'no rows')
}

const refuse = (line: number, column: string | null, reason: string) => ({ refused: { line, column, reason } })

function wrongHeader(header: readonly string[]): string | undefined {
  if (required.some((name, i) => header[i] !== name)) return `the header must begin with ${required.join(',')}`
  const further = header.slice(required.length)
  if (further.some((name) => !/^[a-z][a-z0-9_]{0,40}$/.test(name))) {
    return 'a further column is named by small letters, digits and _'
  }
  return new Set(header).size === header.length ? undefined : 'two columns have the same name'
}

function checked(line: number, header: readonly string[], fields: readonly string[], seen: Periods): Found {
  for (const [i, text] of fields.entries()) {
    const reason = wrongText(text)
    if (reason !== undefined) return refuse(line, header[i] ?? null, reason)
  }
  const [code = '', description = '', from = '', to = '', ...further] = fields
  if (!/^[!-~]{1,40}$/.test(code)) return refuse(line, 'code', 'must be 1 to 40 printable ASCII characters')
  if (description.trim() === '') return refuse(line, 'description', 'is empty')
  if (!isDay(from)) return refuse(line, 'valid_from', 'must be a day as YYYY-MM-DD')
  if (to !== '' && !isDay(to)) return refuse(line, 'valid_to', 'must be empty or a day as YYYY-MM-DD')
  if (to !== '' && to < from) return refuse(line, 'valid_to', 'is before valid_from')
  const other = seen.add(code, { from, to: to === '' ? 'open' : to, line })
  if (other !== undefined) return refuse(line, 'valid_from', `holds on days of the same code in line ${other}`)
  const attributes = Object.fromEntries(
    further.flatMap((text, i) => (text === '' ? [] : [[header[required.length + i] ?? '', text]])),
  )
  return { row: { code, description, valid_from_on: from, valid_to_on: to === '' ? null : to, attributes } }
}

function wrongText(text: string): string | undefined {
  if (text.includes('\uFFFD')) return 'is not UTF-8'
  if (text.includes('\0')) return 'holds a NUL character'
  return text.length > mostCharacters ? `is longer than ${mostCharacters} characters` : undefined
}

interface Period {
  readonly from: string
  /** `open` sorts behind every day. */
  readonly to: string
  readonly line: number
}

/** The days of every code so far: two rows for one day would make the answer a matter of chance. */
class Periods {
  readonly #ofCode = new Map<string, Period[]>()

  /** Takes note of a period; the line of the one that it overlaps, if any. */
  add(code: string, period: Period): number | undefined {
    const others = this.#ofCode.get(code) ?? []
    const overlapping = others.find(({ from, to }) => from <= period.to && period.from <= to)
    if (overlapping !== undefined) return overlapping.line
    this.#ofCode.set(code, [...others, period])
    return undefined
  }
}
