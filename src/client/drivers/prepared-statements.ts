import { parsedTypes } from './rows.ts'

/** What the rows of a statement look like. */
export interface Columns {
  readonly names: readonly string[]
  /** The few that do not stay text. */
  readonly parsed: readonly { readonly at: number; readonly parse: (text: string) => unknown }[]
}

export const noColumns: Columns = { names: [], parsed: [] }

export function columnsOf(fields: readonly { readonly name: string; readonly dataTypeID: number }[]): Columns {
  return {
    names: fields.map(({ name }) => name),
    parsed: fields.flatMap(({ dataTypeID }, at) => {
      const parse = parsedTypes[dataTypeID]
      return parse ? [{ at, parse }] : []
    }),
  }
}

/** A statement on one connection: its name there, and its columns once the server has told them. */
export interface Prepared {
  readonly name: string
  readonly text: string
  /** Sent to be prepared; until `known` it may have been skipped behind a failure. */
  sent: boolean
  known: boolean
  columns: Columns | undefined
}

/** A server keeps some 10 to 100 kB for each, per connection: what one service uses, and an end for what never repeats. */
const KEPT = 256

/**
 * The prepared statements of one connection, the least recently used forgotten when there are too many. A name is never
 * used again, so that a statement which failed half-way cannot be taken for another.
 */
export class PreparedStatements {
  readonly #byText = new Map<string, Prepared>()
  readonly #prefix: string
  #forgotten: string[] = []
  #count = 0

  /** @param prefix of the names, where others prepare statements on the same connection */
  constructor(prefix = 's') {
    this.#prefix = prefix
  }

  of(text: string): Prepared {
    const found = this.#byText.get(text)
    if (found) this.#byText.delete(text)
    const prepared = found ?? {
      name: `${this.#prefix}${++this.#count}`,
      text,
      sent: false,
      known: false,
      columns: undefined,
    }
    // Back to the end: a Map goes through its keys in the order in which they were set.
    this.#byText.set(text, prepared)
    const [oldest] = this.#byText.values()
    if (this.#byText.size > KEPT && oldest) this.forget(oldest)
    return prepared
  }

  /** Prepared anew at its next use; what the server may still hold of it is closed by the next flush. */
  forget(prepared: Prepared): void {
    if (this.#byText.get(prepared.text) === prepared) this.#byText.delete(prepared.text)
    this.#forgotten.push(prepared.name)
  }

  /** Names for the server to close. They go first in a flush, where no failure can make it skip them. */
  takeForgotten(): readonly string[] {
    if (this.#forgotten.length === 0) return this.#forgotten
    const names = this.#forgotten
    this.#forgotten = []
    return names
  }
}

/** For a pooler that cannot keep them: the server's one statement without a name, replaced by the next. */
export function unnamed(text: string): Prepared {
  return { name: '', text, sent: false, known: false, columns: undefined }
}
