import { AsyncLocalStorage } from 'node:async_hooks'
import { trace } from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { type DbEvent, DbError, isDbError, listMenu, openTelemetry } from '../../src/index.ts'
import { commentOf } from '../../src/client/sql-comment.ts'
import { newTenant, openTestDb, type TestDb, type TestTenant } from '../../src/testing.ts'

describe('onEvent', () => {
  const events: DbEvent[] = []
  let db: TestDb
  let tenant: TestTenant
  beforeAll(async () => {
    const comment = { application: 'la cocina', route: "/menú*/'" }
    const onEvent = (event: DbEvent) => void events.push(event)
    db = await openTestDb({ serverUrl: inject('serverUrl'), connections: 1, comment, onEvent })
    tenant = await newTenant(db)
  })
  afterAll(() => db.close())
  beforeEach(async () => {
    // What came before reports behind its answer.
    await db.as(tenant.staff, () => 1)
    await expect.poll(() => events.at(-1)).toMatchObject({ kind: 'scope' })
    events.length = 0
  })
  const told = <K extends DbEvent['kind']>(kind: K) =>
    events.filter((event): event is Extract<DbEvent, { kind: K }> => event.kind === kind)
  const ended = () => expect.poll(() => told('scope').length).toBeGreaterThan(0)

  test('tells of a statement its text, time and rows, and of no value', async () => {
    const secret = 'not to be seen'
    await db.as(tenant.staff, (tx) => tx.execute(sql`select ${secret}::text as a union all select 'b'`))
    const [statement] = told('statement')
    expect(statement).toMatchObject({
      rows: 2,
      text: expect.stringMatching(/^select \$1::text as a union all select 'b' /),
    })
    expect(statement?.milliseconds).toBeGreaterThan(0)
    expect(JSON.stringify(events)).not.toContain(secret)
    expect(JSON.stringify(events)).not.toContain(tenant.tenantId)
  })

  test('tells of a statement that was refused its code and SQLSTATE', async () => {
    const work = db.as(tenant.staff, async (tx) => {
      await tx.execute(sql`select 1`)
      await tx.execute(sql`select 1 / 0`)
    })
    await expect(work).rejects.toThrow(DbError)
    await ended()
    expect(told('statement').map(({ code, sqlstate }) => [code, sqlstate])).toEqual([
      [undefined, undefined],
      ['INVALID', '22012'],
    ])
    expect(told('scope')).toMatchObject([{ outcome: 'rolled back', code: 'INVALID', statements: 2 }])
  })

  test('tells how long a scope waited for a connection, and how many wait', async () => {
    await Promise.all([1, 2, 3].map(() => db.as(tenant.staff, (tx) => tx.execute(sql`select pg_sleep(0.03)`))))
    const waits = told('pool')
    expect(waits.map(({ inUse, waiting }) => [inUse, waiting])).toEqual([
      [1, 2],
      [1, 1],
      [1, 0],
    ])
    expect(waits[2]?.waitedMilliseconds).toBeGreaterThan(waits[0]?.waitedMilliseconds ?? Infinity)
  })

  test('tells of work that will run again', async () => {
    let tries = 0
    const work = () => {
      tries += 1
      if (tries < 3) throw new DbError('TRY_AGAIN', 'a deadlock')
      return tries
    }
    expect(await db.as(tenant.staff, work, { retry: true })).toBe(3)
    expect(told('retry')).toMatchObject([
      { actor: 'staff', attempt: 1, code: 'TRY_AGAIN' },
      { actor: 'staff', attempt: 2, code: 'TRY_AGAIN' },
    ])
  })

  test('has the tags of the process behind every statement, where nothing in them can end the comment', async () => {
    const [row] = await db.as(tenant.staff, (tx) =>
      tx.execute<{ query: string }>(sql`select query from pg_stat_activity where pid = pg_backend_pid()`),
    )
    expect(row?.query).toBe(
      "select query from pg_stat_activity where pid = pg_backend_pid() /*application='la%20cocina',route='%2Fmen%C3%BA%2A%2F%27'*/",
    )
  })

  test('comes where the work was asked for, so that a span finds its parent', async () => {
    const asked = new AsyncLocalStorage<string>()
    const seen: unknown[] = []
    const watching = await openTestDb({
      serverUrl: inject('serverUrl'),
      connections: 2,
      onEvent: ({ kind }) => void seen.push(`${kind} of ${asked.getStore()}`),
    })
    const other = await newTenant(watching)
    await watching.as(other.staff, () => 1)
    seen.length = 0
    await Promise.all(
      ['one', 'two'].map((name) =>
        asked.run(name, () => watching.as(other.staff, (tx) => tx.execute(sql`select pg_sleep(0.01)`))),
      ),
    )
    await expect.poll(() => seen.filter((event) => String(event).startsWith('scope of')).length).toBeGreaterThan(1)
    expect(seen).toEqual(
      expect.arrayContaining(['statement of one', 'statement of two', 'scope of one', 'scope of two', 'pool of one']),
    )
    await watching.close()
  })

  test('may throw, and nothing is broken by it', async () => {
    const throwing = await openTestDb({
      serverUrl: inject('serverUrl'),
      onEvent: () => {
        throw new Error('the watcher fell asleep')
      },
    })
    const other = await newTenant(throwing)
    expect(await throwing.as(other.staff, (tx) => tx.execute(sql`select 1 as n`))).toEqual([{ n: 1 }])
    await throwing.close()
  })
})

test('a comment of no tags is none, and an empty tag is INVALID with its name', () => {
  expect(commentOf({})).toBe('')
  const field = (tags: Record<string, string>) => {
    try {
      return commentOf(tags)
    } catch (error) {
      return isDbError(error, 'INVALID') ? error.details['field'] : error
    }
  }
  expect(field({ route: '' })).toBe('comment.route')
})

describe('openTelemetry', () => {
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  const tracer = provider.getTracer('test')
  let db: TestDb
  let tenant: TestTenant
  beforeAll(async () => {
    const onEvent = openTelemetry(tracer, { 'db.namespace': 'shop' })
    db = await openTestDb({ serverUrl: inject('serverUrl'), onEvent })
    tenant = await newTenant(db)
  })
  afterAll(() => db.close())

  test('makes a span of each statement and scope, with the stable attributes', async () => {
    exporter.reset()
    await db.as(tenant.customer, (tx) => listMenu(tx, { branchId: tenant.branchId }))
    await expect.poll(() => exporter.getFinishedSpans().length).toBe(2)
    const [statement, scope] = exporter.getFinishedSpans()
    expect(statement?.name).toMatch(/^(SELECT|WITH) [a-z_]+$/)
    expect(statement?.kind).toBe(2)
    expect(statement?.attributes).toMatchObject({
      'db.system.name': 'postgresql',
      'db.namespace': 'shop',
      'db.query.summary': statement?.name,
      'db.query.text': expect.stringContaining('$1'),
    })
    expect(scope?.name).toBe('db.as customer')
    expect(scope?.attributes).toMatchObject({ 'db.operation.batch.size': 1, 'platform_db.flushes': 1 })
    const [from, to] = [statement?.startTime, statement?.endTime].map((time) =>
      time ? time[0] * 1e3 + time[1] / 1e6 : 0,
    )
    expect(to).toBeGreaterThan(from ?? Infinity)
  })

  test('marks what failed with its code and SQLSTATE', async () => {
    exporter.reset()
    await db.as(tenant.staff, (tx) => tx.execute(sql`select 1 / 0`)).catch(() => undefined)
    await expect.poll(() => exporter.getFinishedSpans().length).toBe(2)
    const [statement] = exporter.getFinishedSpans()
    expect(statement?.status).toEqual({ code: 2, message: 'INVALID' })
    expect(statement?.attributes).toMatchObject({ 'error.type': 'INVALID', 'db.response.status_code': '22012' })
  })

  test('asks the API for a tracer that does nothing where none is set up', () => {
    const quiet = openTelemetry(trace.getTracer('nobody listens'))
    expect(() => quiet({ kind: 'statement', text: 'select 1', milliseconds: 1, rows: 1 })).not.toThrow()
  })
})
