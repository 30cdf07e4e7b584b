import { Readable, Writable } from 'node:stream'
import postgres from 'postgres'
import { migrationConnection } from '../../client/db.ts'
import type { TestDb } from '../open-test-db.ts'

/** Everything that came back of a statement, as text: rows, or an error with its detail, hint and context. */
export interface Answer {
  readonly code: string | undefined
  readonly text: string
}

/** A connection that takes any SQL, several statements at once included: what a stolen login has. */
export interface Session {
  /** Never rejects: an error is an answer. Sent at once, in order; waiting for the answer is the caller's. */
  send(text: string): Promise<Answer>
  close(): Promise<void>
}

/** The two logins of an attacked database. Embedded there is one connection, which takes a role in each transaction. */
export interface Access {
  readonly engine: 'server' | 'pglite'
  readonly app: Session
  readonly superuser: Session
  /** What makes a transaction of `app` the application's own. */
  readonly asApp: readonly string[]
}

export function accessTo(db: TestDb): Access {
  return db.server ? serverAccess(db.server.url, db.server.superuserUrl) : embeddedAccess(db)
}

export function serverAccess(url: string, superuserUrl: string): Access {
  return { engine: 'server', app: serverSession(url), superuser: serverSession(superuserUrl), asApp: [] }
}

function embeddedAccess(db: TestDb): Access {
  const session = embeddedSession(db)
  return { engine: 'pglite', app: session, superuser: session, asApp: ['set local role app_user'] }
}

function serverSession(url: string): Session {
  const sql = postgres(url, {
    max: 1,
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: null,
    onnotice: () => undefined,
  })
  return {
    // The simple protocol: it takes stacked statements. Answers are not waited for between statements.
    send: (text) => {
      const query = sql.unsafe(text).simple()
      heedStream(query)
      return query.then(textOf).catch(errorOf)
    },
    close: () => sql.end({ timeout: 5 }),
  }
}

/**
 * Of COPY the driver hands out a stream, and the server's error may be in it before anybody listens: an event without a
 * listener ends the process. And it stops reading from the server when the stream is full, to go on when somebody reads
 * from it; whose last piece fills it, is read no more, and neither is the connection. The driver's own `resolve` is the
 * one moment early enough for both. What the server refuses once it has all rows — a trigger of the statement does — the
 * driver tells the query, which is answered already, and leaves the stream to end with a later statement, whose COPY it
 * would call off: so the stream ends here.
 */
function heedStream(query: object): void {
  const resolve: unknown = Reflect.get(query, 'resolve')
  const reject: unknown = Reflect.get(query, 'reject')
  if (typeof resolve !== 'function' || typeof reject !== 'function') return
  let written: Writable | undefined
  Reflect.set(query, 'resolve', (result: unknown) => {
    if (result instanceof Readable || result instanceof Writable) result.on('error', () => undefined)
    if (result instanceof Readable) neverFull(result)
    if (result instanceof Writable) written = result
    Reflect.apply(resolve, query, [result])
  })
  Reflect.set(query, 'reject', (error: unknown) => {
    if (error instanceof Error) written?.destroy(error)
    Reflect.apply(reject, query, [error])
  })
}

function neverFull(stream: Readable): void {
  const push = stream.push.bind(stream)
  stream.push = (chunk: unknown) => {
    push(chunk)
    return true
  }
}

/** The rows of a query; of COPY the driver hands out a stream. */
async function textOf(result: unknown): Promise<Answer> {
  let text = ''
  if (result instanceof Writable) {
    await new Promise<void>((done, fail) => result.end((error?: Error | null) => (error ? fail(error) : done())))
  } else if (result instanceof Readable) for await (const chunk of result) text += String(chunk)
  else text = JSON.stringify(result)
  return { code: undefined, text }
}

function embeddedSession(db: TestDb): Session {
  // Internal to the client: the embedded database as its owner sees it.
  const connect = Reflect.get(db, migrationConnection) as () => { run(text: string): Promise<unknown> }
  const connection = connect.call(db)
  return {
    send: (text) => connection.run(text).then((rows) => ({ code: undefined, text: JSON.stringify(rows) }), errorOf),
    close: () => Promise.resolve(),
  }
}

function errorOf(error: unknown): Answer {
  const field = (name: string): string => {
    const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
    return typeof value === 'string' ? value : ''
  }
  const text = ['message', 'detail', 'hint', 'where'].map(field).join('\n')
  return { code: field('code') || 'no code', text }
}

/** The rows of a statement that must not fail. */
export async function rowsOf<R>(session: Session, text: string): Promise<R[]> {
  const answer = await session.send(text)
  if (answer.code !== undefined) throw new Error(`${answer.code} ${answer.text}\n${text}`)
  // The caller says what its own SQL gives.
  return JSON.parse(answer.text) as R[]
}
