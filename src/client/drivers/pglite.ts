import type { PGlite, Results } from '@electric-sql/pglite'
import { DbError } from '../../kernel/errors.ts'
import { dbErrorOf } from '../../kernel/sqlstate.ts'
import { beginText, type Connection, type Driver, type Flush, type Sent, type Statement } from './driver.ts'
import { parsedTypes, type Rows, textTypes } from './rows.ts'
import { textField } from './text-field.ts'

/**
 * PGlite: PostgreSQL in this process, one connection. Every login there is a superuser, who stands above row level
 * security, so each transaction takes the application's role first.
 */
export function pgliteDriver(pglite: PGlite): Driver {
  const connection = new PgliteConnection(pglite)
  return {
    name: 'pglite',
    size: 1,
    prelude: (role) => [{ text: `set local role ${role}`, params: [], shape: 'objects' }],
    connect: () => Promise.resolve(connection),
    close: () => Promise.resolve(),
  }
}

const asIs = (value: unknown): unknown => value
const parsers = { ...parsedTypes, ...Object.fromEntries(textTypes.map((oid) => [oid, asIs])) }

class PgliteConnection implements Connection {
  readonly broken = false
  readonly #pglite: PGlite
  /** The tail of what was sent: PGlite answers one statement at a time. */
  #last: Promise<unknown> = Promise.resolve()
  #aborted = false

  constructor(pglite: PGlite) {
    this.#pglite = pglite
  }

  send({ begin, statements, end }: Flush): Sent {
    if (begin !== undefined) {
      this.#aborted = false
      this.#queue({ text: beginText(begin), params: [], shape: 'objects' }).catch(() => undefined)
    }
    const answers = statements.map((statement) => this.#queue(statement))
    if (end === undefined) return { answers, ended: undefined }
    const ended = this.#queue({ text: end, params: [], shape: 'objects' }).then(() => {
      if (end === 'commit' && this.#aborted) throw new DbError('INTERNAL', 'the transaction was rolled back')
    })
    return { answers, ended }
  }

  /** Nothing to end: it is not ours, and it cannot hang on a network. */
  destroy(): void {}

  #queue(statement: Statement): Promise<Rows> {
    const answer = this.#last.then(() => this.#run(statement))
    this.#last = answer.catch(() => undefined)
    return answer
  }

  async #run({ text, params, shape }: Statement): Promise<Rows> {
    try {
      const result: Results<unknown> = await this.#pglite.query(text, [...params], {
        rowMode: shape === 'arrays' ? 'array' : 'object',
        parsers,
        serializers,
      })
      return result.rows
    } catch (error) {
      this.#aborted = true
      throw failureOf(error)
    }
  }
}

// Parameters are text already; PGlite's serializers would expect a Date, a boolean, an object.
const serializers = Object.fromEntries(
  [16, 17, 20, 21, 23, 25, 114, 700, 701, 1082, 1114, 1184, 1700, 2950, 3802].map((oid) => [oid, String]),
)

function failureOf(error: unknown): DbError {
  const sqlstate = textField(error, 'code')
  if (sqlstate === undefined) return new DbError('CLOSED', 'the embedded database is closed', { cause: error })
  return dbErrorOf({
    sqlstate,
    hint: textField(error, 'hint'),
    constraint: textField(error, 'constraint'),
    table: textField(error, 'table'),
    column: textField(error, 'column'),
    cause: error,
  })
}
