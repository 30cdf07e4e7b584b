import { is, Param, Placeholder, type QueryWithTypings } from 'drizzle-orm'
import type { SelectedFieldsOrdered } from 'drizzle-orm/pg-core'
import type { Rows } from './drivers/rows.ts'

type Values = object

interface Column {
  readonly name: string
  readonly decode: (value: unknown) => unknown
}

/**
 * A select of rows without anything nested, as Drizzle made it: its text, how its parameters are filled in, and how its
 * columns are read. Drizzle asks for the class of every column of every row; here that is asked once.
 */
export class FlatSelect {
  readonly text: string
  readonly #columns: readonly Column[]
  readonly #params: readonly ((values: Values) => unknown)[]

  constructor(text: string, params: readonly unknown[], columns: readonly Column[]) {
    this.text = text
    this.#params = params.map(filled)
    this.#columns = columns
  }

  params(values: Values): readonly unknown[] {
    return this.#params.map((fill) => fill(values))
  }

  map(rows: Rows): readonly Readonly<Record<string, unknown>>[] {
    return rows.map((row) => {
      const result: Record<string, unknown> = {}
      // `arrays` was asked for.
      const values = row as readonly unknown[]
      let at = 0
      for (const { name, decode } of this.#columns) {
        const value = values[at++]
        result[name] = value === null ? null : decode(value)
      }
      return result
    })
  }
}

/** @returns undefined for what has nested fields, or reads a field in a way that is not known here */
export function flatSelect(
  { sql: text, params }: QueryWithTypings,
  fields: SelectedFieldsOrdered | undefined,
): FlatSelect | undefined {
  if (!fields) return undefined
  const columns: Column[] = []
  for (const { path, field } of fields) {
    const [name, nested] = path
    const decode = decoderOf(field)
    if (name === undefined || nested !== undefined || decode === undefined) return undefined
    columns.push({ name, decode })
  }
  return new FlatSelect(text, params, columns)
}

/** A column reads its own values; SQL has a decoder, and so has the SQL inside of an alias. */
function decoderOf(field: object): Column['decode'] | undefined {
  if ('mapFromDriverValue' in field) return reader(field)
  const inner: unknown = 'sql' in field ? field.sql : field
  const decoder: unknown = typeof inner === 'object' && inner !== null ? Reflect.get(inner, 'decoder') : undefined
  return typeof decoder === 'object' && decoder !== null ? reader(decoder) : undefined
}

function reader(decoder: object): Column['decode'] | undefined {
  const read: unknown = Reflect.get(decoder, 'mapFromDriverValue')
  return typeof read === 'function' ? (value) => Reflect.apply(read, decoder, [value]) : undefined
}

function filled(param: unknown): (values: Values) => unknown {
  if (is(param, Placeholder)) return (values) => Reflect.get(values, param.name)
  if (is(param, Param)) {
    const { value, encoder } = param
    if (is(value, Placeholder)) return (values) => encoder.mapToDriverValue(Reflect.get(values, value.name))
  }
  return () => param
}
