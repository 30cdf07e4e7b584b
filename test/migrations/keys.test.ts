import { describe, expect, inject, test } from 'vitest'
import { newContextKey } from '../../src/index.ts'
import { ensurePartitions, provision, rotateContextKey, setStrict } from '../../src/migrations.ts'
import { lockedOut } from '../../src/migrations/locked-out.ts'
import { serverDatabase } from '../../src/testing/server-database.ts'
import { aDatabase, connect } from './a-database.ts'

describe('provision', () => {
  test('can be repeated with the same key, and refuses another secret under its id', async () => {
    await using database = await aMigrated()
    const { contextKey } = database
    await provision(database, { contextKey })
    await provision(database, { contextKey })
    await expect(provision(database, { contextKey: newContextKey(1) })).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { field: 'contextKey' },
    })
    expect(await database.keys()).toEqual([{ id: 1, ends: false }])
  })

  test('refuses a password that clients would prepare in different ways, and a malformed key', async () => {
    await using database = await aMigrated()
    const { contextKey } = database
    await expect(provision(database, { contextKey, appPassword: 'contraseña' })).rejects.toMatchObject({
      code: 'INVALID',
      details: { field: 'appPassword' },
    })
    await expect(provision(database, { contextKey: '1:short' })).rejects.toMatchObject({ code: 'INVALID' })
  })

  test('says so when the schema is not there yet', async () => {
    await using database = await aDatabase()
    await expect(provision(database, { contextKey: newContextKey(1) })).rejects.toMatchObject({ code: 'NOT_MIGRATED' })
  })
})

test('lockedOut names the logins with another password; who cannot see passwords is told of each that may sign in', async () => {
  await using database = await aMigrated()
  const { sql, password: same } = database
  const target = { run: (text: string) => sql.unsafe(text), close: () => Promise.resolve() }
  expect(await lockedOut(target, { app_user: same, app_admin: same })).toEqual([])
  expect(await lockedOut(target, { app_user: same, app_admin: 'another password' })).toEqual(['app_admin'])
  expect(await lockedOut(target, { app_user: 'another', app_admin: 'another' })).toEqual(['app_admin', 'app_user'])
  await sql`set role app_owner`
  expect(await lockedOut(target, { app_user: same })).toEqual(['app_user'])
  expect(await lockedOut(target, {})).toEqual([])
})

describe('rotateContextKey', () => {
  test('adds the new key, gives the old one an end, and repeated leaves that end alone', async () => {
    await using database = await aMigrated()
    const next = newContextKey(2)
    await rotateContextKey(database, next, { overlapSeconds: 600 })
    const [ends] = await database.sql`select valid_until_at from app_private.context_keys where key_id = 1`
    await rotateContextKey(database, next, { overlapSeconds: 6000 })
    expect(await database.keys()).toEqual([
      { id: 1, ends: true },
      { id: 2, ends: false },
    ])
    expect(await database.sql`select valid_until_at from app_private.context_keys where key_id = 1`).toEqual([ends])
  })

  test('turns back to the old key, and without overlap removes the other', async () => {
    await using database = await aMigrated()
    await rotateContextKey(database, newContextKey(2), { overlapSeconds: 600 })
    await rotateContextKey(database, database.contextKey, { overlapSeconds: 0 })
    expect(await database.keys()).toEqual([{ id: 1, ends: false }])
  })
})

test('strict mode changes the answer of one function and nothing else about it', async () => {
  await using database = await aMigrated()
  const definition = async () =>
    (
      await database.sql`select pg_get_functiondef('app.strict()'::regprocedure) as text, proowner, proacl
    from pg_proc where oid = 'app.strict()'::regprocedure`
    )[0]
  const before = await definition()
  await setStrict(database, true)
  expect(await database.sql`select app.strict() as strict`).toEqual([{ strict: true }])
  expect((await definition())?.['text']).toBe(String(before?.['text']).replace('select false', 'select true'))
  await setStrict(database, false)
  expect(await definition()).toEqual(before)
})

test('partitions are made ahead of time, and made once', async () => {
  await using database = await aMigrated()
  const [first] =
    await database.sql`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'outbox'::regclass
    and inhrelid::regclass::text ~ '_p' order by 1 limit 1`
  await database.sql.unsafe(`drop table ${String(first?.['name'])}`)
  expect(await ensurePartitions(database)).toBe(1)
  expect(await ensurePartitions(database)).toBe(0)
})

test('a partition that was forgotten until its rows came is left out, and the others are made', async () => {
  await using database = await aMigrated()
  const { sql } = database
  const days = await sql<{ name: string; starts: string }[]>`
    select inhrelid::regclass::text as name, to_date(right(inhrelid::regclass::text, 10), 'YYYY_MM_DD')::text as starts
    from pg_inherits where inhparent = 'outbox'::regclass and inhrelid::regclass::text ~ '_p' order by 1`
  const [, late, , missing] = days
  await sql.unsafe(`drop table ${String(late?.name)}, ${String(missing?.name)}`)
  const ofThatDay = sql`(left(app.uuid_v7_floor(${String(late?.starts)}::timestamptz + interval '1 hour')::text, 24) || '000000000001')::uuid`
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`insert into outbox (tenant_id, id, topic, aggregate_id, seq, payload)
      values (app.uuid_v7(), ${ofThatDay}, 'order.placed', app.uuid_v7(), 1, '{}')`
  })
  expect(await ensurePartitions(database)).toBe(1)
  const [there] = await sql`select to_regclass(${String(late?.name)}) is null as left_out,
    to_regclass(${String(missing?.name)}) is not null as made, (select count(*)::integer from outbox_default) as waiting`
  expect(there).toEqual({ left_out: true, made: true, waiting: 1 })
})

async function aMigrated() {
  const made = await serverDatabase(inject('serverUrl'), [])
  const { superuserUrl: url, contextKey } = made
  const sql = connect(url)
  return {
    url,
    contextKey,
    /** Of both logins. */
    password: new URL(made.url).password,
    sql,
    keys: async () => [
      ...(await sql`select key_id as id, valid_until_at is not null as ends from app_private.context_keys order by 1`),
    ],
    [Symbol.asyncDispose]: async () => {
      await sql.end()
      await made.drop()
    },
  }
}
