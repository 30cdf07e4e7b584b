import {
  type Connection,
  type Driver,
  type Flush,
  plainly,
  type Sent,
  type Statement,
} from '../../../../src/client/drivers/driver.ts'
import type { Rows } from '../../../../src/client/drivers/rows.ts'
import type { Grain } from '../race.ts'
import type { Racer, Turn } from './racer.ts'

/** A driver whose every flush waits for turns: the client above it, and the verb above that, are the real ones. */
export function stepped(driver: Driver, racer: Racer, grain: Grain): Driver {
  return {
    ...driver,
    connect: async () => {
      const connection = await driver.connect()
      const backend = { text: 'select pg_backend_pid() as pid', params: [], shape: 'objects' } as const
      const [row] = await (connection.send({ begin: plainly, statements: [backend], end: 'commit' }).answers[0] ?? [])
      // The statement above gives it.
      racer.pid = (row as { pid: number }).pid
      return new SteppedConnection(connection, racer, grain)
    },
  }
}

class SteppedConnection implements Connection {
  readonly #inner: Connection
  readonly #racer: Racer
  readonly #grain: Grain
  #failed = false

  constructor(inner: Connection, racer: Racer, grain: Grain) {
    this.#inner = inner
    this.#racer = racer
    this.#grain = grain
  }

  get broken(): boolean {
    return this.#inner.broken
  }

  destroy(): void {
    this.#inner.destroy()
  }

  send(flush: Flush): Sent {
    if (flush.begin !== undefined) this.#failed = false
    // The server has let go of everything already: its ROLLBACK concerns nobody.
    if (this.#failed) return this.#inner.send(flush)
    const answers = flush.statements.map(() => later<Rows>())
    const ended = flush.end === undefined ? undefined : later<void>()
    for (const { promise } of [...answers, ...(ended ? [ended] : [])]) promise.catch(() => undefined)
    let first = 0
    const turns = partsOf(flush, this.#grain).map((part): Turn => {
      const from = first
      first += part.statements.length
      return {
        label: labelOf(part),
        go: async () => {
          const sent = this.#inner.send(part)
          const settled = await Promise.allSettled(sent.answers)
          settled.forEach((answer, i) => {
            if (answer.status === 'fulfilled') answers[from + i]?.resolve(answer.value)
            else answers[from + i]?.reject(answer.reason)
          })
          const failed = settled.some(({ status }) => status === 'rejected')
          this.#failed ||= failed
          if (part.end !== undefined) await sent.ended?.then(ended?.resolve, ended?.reject)
          return !failed
        },
      }
    })
    this.#racer.offer(turns)
    return { answers: answers.map(({ promise }) => promise), ended: ended?.promise }
  }
}

/** BEGIN and what belongs to it, then each statement, then the end. */
function partsOf(flush: Flush, grain: Grain): readonly Flush[] {
  const { begin, statements, end } = flush
  const own = begin === undefined ? 0 : statements.findIndex((statement) => !isPrelude(statement))
  const prelude = own === -1 ? statements.length : own
  const first = grain === 'joined' ? prelude + 1 : prelude
  return [
    ...(begin === undefined ? [] : [{ begin, statements: statements.slice(0, first), end: undefined }]),
    ...statements
      .slice(begin === undefined ? 0 : first)
      .map((statement) => ({ begin: undefined, statements: [statement], end: undefined })),
    ...(end === undefined ? [] : [{ begin: undefined, statements: [], end }]),
  ]
}

interface Later<T> {
  readonly promise: Promise<T>
  readonly resolve: (value: T) => void
  readonly reject: (error: unknown) => void
}

function later<T>(): Later<T> {
  let settle: Pick<Later<T>, 'resolve' | 'reject'> | undefined
  const promise = new Promise<T>((resolve, reject) => (settle = { resolve, reject }))
  // A promise calls its executor at once.
  return { promise, ...settle! }
}

const isPrelude = ({ text }: Statement): boolean => /^(set local |select app\.enter\()/.test(text)

function labelOf({ begin, statements, end }: Flush): string {
  const words = statements.filter((statement) => !isPrelude(statement)).map(({ text }) => text)
  return [...(begin === undefined ? [] : ['begin']), ...words, ...(end === undefined ? [] : [end])]
    .map((text) => text.replace(/\s+/g, ' ').trim().replaceAll('"', '').slice(0, 48))
    .join('; ')
}
