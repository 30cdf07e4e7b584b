import type { Connection, Field, Submittable } from 'pg'
import { DbError } from '../../kernel/errors.ts'
import { beginText, type Flush, type Sent, type Statement } from './driver.ts'
import { columnsOf, noColumns, type Prepared, type PreparedStatements, unnamed } from './prepared-statements.ts'
import type { Rows } from './rows.ts'

/** Where the messages of a flush go. */
export type MessagesOut = Pick<Connection, 'parse' | 'bind' | 'describe' | 'execute' | 'close' | 'sync'>

/** A statement of a flush, and who waits for its rows; nobody waits for those of BEGIN and COMMIT. */
export interface Step {
  readonly statement: Statement
  readonly resolve: (rows: Rows) => void
  readonly reject: (error: DbError) => void
}

export interface FlushOptions {
  readonly steps: readonly Step[]
  /** What becomes of the transaction behind the steps, if it ends there. */
  readonly end: 'commit' | 'rollback' | undefined
  /** Undefined where nothing can be kept. */
  readonly prepared: PreparedStatements | undefined
  /** What the server refused, or what broke: gives the flush its `fail`. */
  readonly onError: (flush: PgFlush, error: unknown) => void
  readonly settle: (failure: DbError | undefined) => void
}

/**
 * Parse, Bind and Execute of every statement, and one Sync: a `Submittable` of node-postgres, as pg-cursor is. The
 * server runs what stands before a Sync up to the first failure, and skips the rest.
 */
export class PgFlush implements Submittable {
  readonly end: FlushOptions['end']
  /** The command tag of the last statement: a COMMIT that was none answers ROLLBACK. */
  tag = ''
  failure: DbError | undefined
  readonly #steps: readonly Step[]
  readonly #options: FlushOptions
  #prepared: PreparedStatements | undefined
  #sent: Prepared[] = []
  /** Those whose ParseComplete is to come, in their order. */
  #parsing: Prepared[] = []
  #parsed = 0
  #at = 0
  #rows: unknown[] = []

  constructor(options: FlushOptions) {
    this.#options = options
    this.#prepared = options.prepared
    this.#steps = options.steps
    this.end = options.end
  }

  submit(connection: Connection): null {
    const { stream } = connection
    // One packet: two small writes in one flush meet delayed acknowledgements.
    stream.cork()
    try {
      this.write(connection)
    } finally {
      stream.uncork()
    }
    return null
  }

  write(to: MessagesOut): void {
    for (const name of this.#prepared?.takeForgotten() ?? []) to.close({ type: 'S', name })
    for (const { statement } of this.#steps) this.#put(to, statement)
    to.sync()
  }

  /** To be written once more: nothing of it was done, for the statements that it names are known no longer. */
  restart(prepared: PreparedStatements): void {
    this.#prepared = prepared
    this.#sent = []
    this.#parsing = []
  }

  #put(to: MessagesOut, { text, params }: Statement): void {
    const prepared = this.#prepared?.of(text) ?? unnamed(text)
    const { name } = prepared
    this.#sent.push(prepared)
    if (!prepared.sent) {
      prepared.sent = true
      this.#parsing.push(prepared)
      to.parse({ name, text })
    }
    to.bind({ statement: name, values: params })
    // What its rows look like cannot change under a prepared statement: the server would refuse to run it.
    if (prepared.columns === undefined) to.describe({ type: 'P' })
    to.execute({ rows: 0 })
  }

  /** ParseComplete, which the client hands to nobody. */
  parsed(): void {
    const prepared = this.#parsing[this.#parsed]
    this.#parsed += 1
    if (prepared) prepared.known = true
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    const prepared = this.#sent[this.#at]
    if (prepared) prepared.columns = columnsOf(fields)
  }

  handleDataRow({ fields }: { readonly fields: (string | null)[] }): void {
    const { names, parsed } = this.#sent[this.#at]?.columns ?? noColumns
    const row: unknown[] = fields
    for (const { at, parse } of parsed) {
      const text = fields[at]
      if (typeof text === 'string') row[at] = parse(text)
    }
    const arrays = this.#steps[this.#at]?.statement.shape === 'arrays'
    this.#rows.push(arrays ? row : Object.fromEntries(names.map((name, i) => [name, row[i]])))
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.tag = text
    const prepared = this.#sent[this.#at]
    // Described, and without rows.
    if (prepared) prepared.columns ??= noColumns
    const rows = this.#rows
    this.#rows = []
    const step = this.#steps[this.#at]
    this.#at += 1
    step?.resolve(rows)
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' })
  }

  /** Only an Execute with a limit of rows is suspended, and ours have none. */
  handlePortalSuspended(): void {}

  /** Nothing to copy from, and what stands behind it in the flush would be taken for data: the connection must go. */
  handleCopyInResponse(): void {
    this.handleError(new DbError('INVALID', 'COPY FROM STDIN is not a statement of a scope'))
  }

  handleCopyData(): void {}

  /** The connection listens itself: behind a failure the client tells the end of a flush to nobody. */
  handleReadyForQuery(): void {}

  handleError(error: unknown): void {
    if (!this.failure) this.#options.onError(this, error)
  }

  /** The first failure is that of all statements from there on: the server skips them. */
  fail(failure: DbError): void {
    if (this.failure) return
    this.failure = failure
    for (const prepared of this.#parsing) if (!prepared.known) this.#prepared?.forget(prepared)
    const failed = this.#sent[this.#at]
    // Its plan no longer fits the table, or the name is unknown there: the next use prepares it anew.
    if (failed?.known && staleStates.has(failure.details['sqlstate'])) this.#prepared?.forget(failed)
    for (const { reject } of this.#steps.slice(this.#at)) reject(failure)
  }

  /** Once the server is ready for the next, or gone: tells how the flush as a whole went. */
  settle(): void {
    this.#options.settle(this.failure)
  }
}

/**
 * What a scope sends, with BEGIN and its end in words, and the answers that it waits for.
 *
 * @param implicit the flush is a transaction without words for it
 */
export function flushOf(
  { begin, statements, end }: Flush,
  implicit: boolean,
  options: Pick<FlushOptions, 'prepared' | 'onError'>,
): { readonly flush: PgFlush; readonly sent: Sent } {
  const steps: Step[] = []
  if (begin !== undefined && !implicit) steps.push(inWords(beginText(begin)))
  const answers = statements.map(
    (statement) =>
      new Promise<Rows>((resolve, reject) => {
        steps.push({ statement, resolve, reject })
      }),
  )
  if (end !== undefined && !implicit) steps.push(inWords(end))
  let settle: FlushOptions['settle'] = ignored
  const ended =
    end === undefined
      ? undefined
      : new Promise<void>((resolve, reject) => {
          settle = (failure) => (failure ? reject(failure) : resolve())
        })
  const flush = new PgFlush({
    ...options,
    steps,
    end,
    settle: (failure) => settle(failure ?? (end === 'commit' && !implicit ? refusedCommit(flush.tag) : undefined)),
  })
  return { flush, sent: { answers, ended } }
}

/** The end of a transaction whose COMMIT was skipped behind a failure. */
export function rollbackBehind(failed: PgFlush, options: Pick<FlushOptions, 'prepared' | 'onError'>): PgFlush {
  return new PgFlush({ ...options, steps: [inWords('rollback')], end: 'rollback', settle: () => failed.settle() })
}

/** COMMIT of an aborted transaction is answered ROLLBACK, without an error. */
function refusedCommit(tag: string): DbError | undefined {
  return tag === 'COMMIT' ? undefined : new DbError('INTERNAL', 'the transaction was rolled back')
}

function inWords(text: string): Step {
  return { statement: { text, params: [], shape: 'arrays' }, resolve: ignored, reject: ignored }
}

function ignored(): void {}

/** 0A000 feature_not_supported (“cached plan must not change result type”), 26000 invalid_sql_statement_name. */
const staleStates: ReadonlySet<string | undefined> = new Set(['0A000', '26000'])
