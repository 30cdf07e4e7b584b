import { DbError, isDbError } from '../kernel/errors.ts'
import type { Begin, Connection, Sent, Statement } from './drivers/driver.ts'
import type { Rows } from './drivers/rows.ts'
import type { DbEvent } from './observe.ts'

export interface ScopeOptions {
  readonly begin: Begin
  /** What must stand before the first statement of the work: role, deadline, context. */
  readonly prelude: readonly Statement[]
  /** How long the answers of one flush may take. */
  readonly deadlineMs: number
  /** Stands behind the text of every statement. */
  readonly comment: string
  /** Told of every statement when it is answered; nothing is timed when nobody listens. */
  readonly onStatement: ((event: StatementEvent) => void) | undefined
}

type StatementEvent = Extract<DbEvent, { kind: 'statement' }>

interface Waiting {
  readonly statement: Statement
  readonly resolve: (rows: Rows) => void
  readonly reject: (error: unknown) => void
}

/**
 * One transaction on one connection, in as few flushes as the work allows: statements of the same tick leave together,
 * BEGIN and context with the first of them, COMMIT with the last when the scope knows that it is the last.
 */
export class Scope {
  readonly #connection: Connection
  readonly #options: ScopeOptions
  #waiting: Waiting[] = []
  #scheduled = false
  #begun = false
  #timedOut = false
  /** The first thing that went wrong: what follows it only says that the transaction is aborted. */
  #failure: DbError | undefined
  ended = false
  flushes = 0
  statements = 0

  constructor(connection: Connection, options: ScopeOptions) {
    this.#connection = connection
    this.#options = options
  }

  send(statement: Statement): Promise<Rows> {
    if (this.ended) return Promise.reject(closed())
    this.statements += 1
    const { comment, onStatement } = this.#options
    const commented = comment === '' ? statement : { ...statement, text: `${statement.text} ${comment}` }
    return new Promise((resolve, reject) => {
      const waiting = { statement: commented, resolve, reject }
      this.#waiting.push(onStatement ? timed(waiting, onStatement) : waiting)
      if (this.#scheduled) return
      this.#scheduled = true
      queueMicrotask(() => {
        this.#scheduled = false
        if (this.#waiting.length > 0) this.#flush(undefined)
      })
    })
  }

  /** A statement that could not even be written down fails the transaction like one that the server refused. */
  fail(error: unknown): DbError {
    return this.#failed(error)
  }

  /**
   * @throws {DbError} the failure of the first statement that failed · `COMMIT_UNKNOWN` when the connection broke with
   * the commit on its way · what a deferred constraint says
   */
  async commit(): Promise<void> {
    if (this.#failure) {
      await this.rollback()
      throw this.#failure
    }
    if (!this.#begun && this.#waiting.length === 0) {
      this.ended = true
      return
    }
    const { ended } = this.#flush('commit')
    try {
      await ended
    } catch (error) {
      throw this.#outcomeOf(error)
    }
  }

  /** Never throws: a connection that cannot roll back is broken, and the server rolls back for it. */
  async rollback(): Promise<void> {
    if (this.ended) return
    for (const { reject } of this.#waiting.splice(0)) reject(closed())
    if (!this.#begun || this.#connection.broken) {
      this.ended = true
      return
    }
    await this.#flush('rollback').ended?.catch(() => this.#connection.destroy())
  }

  #flush(end: 'commit' | 'rollback' | undefined): Sent {
    const waiting = this.#waiting.splice(0)
    const prelude = this.#begun ? [] : this.#options.prelude
    const sent = this.#connection.send({
      begin: this.#begun ? undefined : this.#options.begin,
      statements: [...prelude, ...waiting.map(({ statement }) => statement)],
      end,
    })
    this.#begun = true
    this.ended = end !== undefined
    this.flushes += 1
    const settled = this.#deadlineOf(sent)
    // One promise each, for every promise has its price in work that follows its context.
    for (const answer of sent.answers.slice(0, prelude.length)) {
      answer.then(settled, (error: unknown) => {
        settled()
        this.#failed(error)
      })
    }
    waiting.forEach(({ resolve, reject }, i) => {
      sent.answers[prelude.length + i]?.then(
        (rows) => {
          settled()
          resolve(rows)
        },
        (error: unknown) => {
          settled()
          reject(this.#failed(error))
        },
      )
    })
    sent.ended?.then(settled, settled)
    return sent
  }

  /**
   * No answer in time: the connection is ended, and with it the transaction; nothing waits for ever.
   *
   * @returns to be called for each of what was sent, when it has its answer
   */
  #deadlineOf({ answers, ended }: Sent): () => void {
    const deadline = setTimeout(() => {
      this.#timedOut = true
      this.#connection.destroy()
    }, this.#options.deadlineMs)
    let left = answers.length + (ended ? 1 : 0)
    return () => {
      left -= 1
      if (left === 0) clearTimeout(deadline)
    }
  }

  #failed(error: unknown): DbError {
    const failure = isDbError(error) ? error : new DbError('INTERNAL', 'the driver failed', { cause: error })
    this.#failure ??= failure.code === 'CONNECTION_LOST' ? this.#lost(failure) : failure
    return failure.details['sqlstate'] === IN_FAILED_TRANSACTION || failure.code === 'CONNECTION_LOST'
      ? this.#failure
      : failure
  }

  #lost(failure: DbError): DbError {
    return this.#timedOut ? new DbError('TIMEOUT', 'no answer before the deadline', { cause: failure.cause }) : failure
  }

  #outcomeOf(error: unknown): DbError {
    const failure = this.#failed(error)
    const first = this.#failure ?? failure
    // A statement that the server refused takes the commit with it, whatever became of the connection afterwards.
    const connectionFailed = first.code === 'CONNECTION_LOST' || first.code === 'TIMEOUT'
    if (!connectionFailed || this.#options.begin.readOnly || first.details['sqlstate'] === STATEMENT_TIMEOUT)
      return first
    return new DbError('COMMIT_UNKNOWN', 'the connection broke while the commit was on its way', { cause: first.cause })
  }
}

/** 25P02 in_failed_sql_transaction, 57014 query_canceled: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const IN_FAILED_TRANSACTION = '25P02'
const STATEMENT_TIMEOUT = '57014'

/** From when it is asked for: its flush leaves at the end of the same tick. */
function timed({ statement, resolve, reject }: Waiting, onStatement: (event: StatementEvent) => void): Waiting {
  const began = performance.now()
  const tell = (rows: number, error?: unknown) => {
    const code = error === undefined ? {} : { code: isDbError(error) ? error.code : ('INTERNAL' as const) }
    const sqlstate = isDbError(error) ? error.details['sqlstate'] : undefined
    const { text } = statement
    const milliseconds = performance.now() - began
    onStatement({
      kind: 'statement',
      text,
      milliseconds,
      rows,
      ...code,
      ...(sqlstate === undefined ? {} : { sqlstate }),
    })
  }
  return {
    statement,
    resolve: (rows) => {
      tell(rows.length)
      resolve(rows)
    },
    reject: (error) => {
      tell(0, error)
      reject(error)
    },
  }
}

function closed(): DbError {
  return new DbError('SCOPE_CLOSED', 'the transaction of this tx has ended')
}
