import { randomBytes } from 'node:crypto'
import type { PGlite, protocol } from '@electric-sql/pglite'
import { DbError } from '../../kernel/errors.ts'
import type { Connection, Driver, Flush, Sent } from './driver.ts'
import { flushOf, type MessagesOut, type PgFlush, rollbackBehind } from './pg-flush.ts'
import { PreparedStatements } from './prepared-statements.ts'
import { serverError } from './server-error.ts'
import { textField } from './text-field.ts'

type Protocol = typeof protocol
type Message = Awaited<ReturnType<PGlite['execProtocol']>>['messages'][number]
type DataRow = InstanceType<Protocol['messages']['DataRowMessage']>
type RowDescription = InstanceType<Protocol['messages']['RowDescriptionMessage']>
type CommandComplete = InstanceType<Protocol['messages']['CommandCompleteMessage']>
type ReadyForQuery = InstanceType<Protocol['messages']['ReadyForQueryMessage']>

/**
 * PGlite: PostgreSQL in this process, one connection. Every login there is a superuser, who stands above row level
 * security, so each transaction takes the application's role first.
 *
 * A flush is one call of it, by prepared statements and with one Sync, as `pg` sends it to a server: PGlite's `query`
 * enters WebAssembly five times for a statement, and plans it anew (measured: 0.55 ms against 0.11 for a read by key).
 */
export async function pgliteDriver(pglite: PGlite): Promise<Driver> {
  const { protocol } = await import('@electric-sql/pglite')
  const connection = new PgliteConnection(pglite, protocol)
  return {
    name: 'pglite',
    size: 1,
    prelude: (role) => [{ text: `set local role ${role}`, params: [], shape: 'objects' }],
    connect: () => Promise.resolve(connection),
    close: () => Promise.resolve(),
  }
}

class PgliteConnection implements Connection {
  readonly broken = false
  readonly #pglite: PGlite
  readonly #protocol: Protocol
  #prepared = preparedStatements()
  /** The tail of what was sent: PGlite takes one flush at a time. */
  #last: Promise<void> = Promise.resolve()
  /** What ended the transaction under its scope: whoever sends more is told so, and not let loose as a superuser. */
  #stray: DbError | undefined

  constructor(pglite: PGlite, protocol: Protocol) {
    this.#pglite = pglite
    this.#protocol = protocol
  }

  send(asked: Flush): Sent {
    const { flush, sent } = flushOf(asked, false, this.#flushOptions())
    this.#last = this.#last.then(() => this.#take(flush, asked.begin !== undefined))
    return sent
  }

  /** Nothing to end: it is not ours, and it cannot hang on a network. */
  destroy(): void {}

  #flushOptions() {
    return {
      prepared: this.#prepared,
      onError: (flush: PgFlush, error: unknown) => flush.fail(failureOf(error)),
    }
  }

  async #take(flush: PgFlush, begins: boolean): Promise<void> {
    if (begins) this.#stray = undefined
    if (this.#stray) flush.fail(this.#stray)
    else {
      const status = await this.#run(flush, begins)
      // A COMMIT that was skipped behind a failure, or a transaction that a statement began: no scope leaves one behind.
      if (flush.end !== undefined && status !== 'I') await this.#run(rollbackBehind(flush, this.#flushOptions()), false)
    }
    flush.settle()
  }

  /** @returns where PGlite stands behind it: `I` in no transaction, `T` in one, `E` in a failed one */
  async #run(flush: PgFlush, begins: boolean): Promise<string> {
    try {
      let messages = await this.#exchange(flush)
      if (begins && isForgotten(messages)) {
        this.#prepared = preparedStatements()
        flush.restart(this.#prepared)
        messages = await this.#exchange(flush)
      }
      const status = statusBehind(messages)
      if (isStray(flush, begins, messages, status)) {
        // Nothing of it is handed out: what stood behind the end of the transaction was read as a superuser.
        this.#stray = new DbError('INTERNAL', 'a statement began or ended the transaction by itself')
        flush.fail(this.#stray)
      } else answer(flush, messages)
      return status
    } catch (error) {
      flush.fail(failureOf(error))
      return 'E'
    }
  }

  async #exchange(flush: PgFlush): Promise<readonly Message[]> {
    const parts: Uint8Array[] = []
    flush.write(messagesInto(parts, this.#protocol))
    const pglite = this.#pglite
    // Behind a transaction of the caller's, as their queries are; `runExclusive` alone does not wait for one.
    // eslint-disable-next-line no-underscore-dangle -- PGlite's name for the lock that its own `query` takes
    const { messages } = await pglite._runExclusiveTransaction(() =>
      pglite.runExclusive(() => pglite.execProtocol(Buffer.concat(parts), { throwOnError: false })),
    )
    return messages
  }
}

function answer(flush: PgFlush, messages: readonly Message[]): void {
  for (const message of messages) {
    if (is<DataRow>(message, 'dataRow')) flush.handleDataRow(message)
    else if (is<RowDescription>(message, 'rowDescription')) flush.handleRowDescription(message)
    else if (is<CommandComplete>(message, 'commandComplete')) flush.handleCommandComplete(message)
    else if (message.name === 'parseComplete') flush.parsed()
    else if (message.name === 'error') flush.handleError(message)
    else if (message.name === 'emptyQuery') flush.handleEmptyQuery()
    else if (message.name === 'copyInResponse') flush.handleCopyInResponse()
  }
}

function statusBehind(messages: readonly Message[]): string {
  const ready = messages.at(-1)
  return ready && is<ReadyForQuery>(ready, 'readyForQuery') ? ready.status : 'E'
}

/**
 * Whether a statement began or ended a transaction: it was left where it should go on, or the other way round; an end that met
 * none is warned of; and who ended one to begin the next has the tags of it. `ROLLBACK AND CHAIN` alone is told by none of
 * them: its tag is that of a savepoint.
 */
function isStray({ end }: PgFlush, begins: boolean, messages: readonly Message[], status: string): boolean {
  const count = (...tags: readonly string[]) =>
    messages.filter((message) => is<CommandComplete>(message, 'commandComplete') && tags.includes(message.text)).length
  return (
    (status !== 'E' && (end === undefined) === (status === 'I')) ||
    messages.some((message) => textField(message, 'code') === NO_TRANSACTION) ||
    count('BEGIN', 'START TRANSACTION') > (begins ? 1 : 0) ||
    count('COMMIT') > (end === 'commit' ? 1 : 0)
  )
}

/** The caller made the session forget (DISCARD ALL), and the flush stopped at BEGIN: nothing was done. */
function isForgotten(messages: readonly Message[]): boolean {
  return (
    messages.every(({ name }) => name !== 'commandComplete') &&
    messages.some((message) => textField(message, 'code') === UNKNOWN_STATEMENT)
  )
}

/** 25P01 no_active_sql_transaction */
const NO_TRANSACTION = '25P01'
/** 26000 invalid_sql_statement_name: https://www.postgresql.org/docs/18/errcodes-appendix.html */
const UNKNOWN_STATEMENT = '26000'

/** Under names of their own: the caller, and other handles, may prepare statements in the same session. */
function preparedStatements(): PreparedStatements {
  return new PreparedStatements(`s${randomBytes(4).toString('hex')}_`)
}

/** By name, not by class: the caller's PGlite may come from another copy of the package, as CommonJS beside ESM does. */
function is<M extends Message>(message: Message, name: M['name']): message is M {
  return message.name === name
}

function messagesInto(parts: Uint8Array[], { serialize }: Protocol): MessagesOut {
  return {
    parse: (message) => parts.push(serialize.parse(message)),
    bind: ({ statement, values }) => parts.push(serialize.bind({ statement, values: [...values] })),
    describe: (message) => parts.push(serialize.describe(message)),
    // Ignored behind any statement but COPY FROM STDIN, for whose data PGlite would wait for ever.
    execute: (message) => parts.push(serialize.execute(message), serialize.copyFail('there is no data')),
    close: (message) => parts.push(serialize.close(message)),
    sync: () => parts.push(serialize.sync()),
  }
}

/** Whatever is no answer of PostgreSQL is PGlite's own: it is closed. */
function failureOf(error: unknown): DbError {
  if (error instanceof DbError) return error
  return serverError(error) ?? new DbError('CLOSED', 'the embedded database is closed', { cause: error })
}
