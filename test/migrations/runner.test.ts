import { PGlite } from '@electric-sql/pglite'
import { expect, test } from 'vitest'
import { migrate, type MigrationEvent, type Migrated } from '../../src/migrations.ts'
import { aDatabase } from './a-database.ts'
import { aFolder, statements, writeFolder } from './a-folder.ts'

test('of eight migrators at once one applies everything, and all end well', async () => {
  await using database = await aDatabase()
  const results = await Promise.all(Array.from({ length: 8 }, () => migrate(database)))
  expect(results.filter(({ applied }) => applied.length > 0)).toHaveLength(1)
  expect(results.map(({ pending }) => pending)).toEqual(Array.from({ length: 8 }, () => []))
})

test('eight calls on one embedded database queue', async () => {
  const pglite = await PGlite.create()
  const folder = aFolder({ '0000_one': statements('create table one (id integer)', 'create table two (id integer)') })
  const results: readonly Migrated[] = await Promise.all(
    Array.from({ length: 8 }, () => migrate({ pglite }, { folder })),
  )
  expect(results.map(({ applied }) => applied.length)).toEqual([1, 0, 0, 0, 0, 0, 0, 0])
  await pglite.close()
})

test('a file that fails leaves nothing behind, names its statement and leaves no transaction open', async () => {
  const pglite = await PGlite.create()
  const folder = aFolder({
    '0000_one': 'create table one (id integer)',
    '0001_bad': statements('create table two (id integer)', 'create table three (id no_such_type)'),
  })
  await expect(migrate({ pglite }, { folder })).rejects.toMatchObject({
    code: 'MIGRATION_FAILED',
    message: expect.stringContaining('type "no_such_type" does not exist'),
    details: { tag: '0001_bad', statement: '2', sqlstate: '42704' },
  })
  const { rows } = await pglite.query(`select tablename as name from pg_tables where schemaname = 'public'`)
  expect(rows).toEqual([{ name: 'one' }])
  writeFolder(folder, { '0000_one': 'create table one (id integer)', '0001_bad': 'create table two (id integer)' })
  expect(await migrate({ pglite }, { folder })).toMatchObject({ applied: ['0001_bad'] })
  await pglite.close()
})

test('an error keeps values out of its message', async () => {
  await using database = await aDatabase()
  const folder = aFolder({ '0000_one': `select 'geheim'::integer` })
  const error: unknown = await migrate(database, { folder }).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'MIGRATION_FAILED', details: { sqlstate: '22P02' } })
  expect(String(error)).not.toContain('geheim')
})

test('a file that meets a lock steps back and tries again', async () => {
  await using database = await aDatabase()
  const folder = aFolder({ '0000_one': 'create table one (id integer)' })
  await migrate(database, { folder })
  writeFolder(folder, {
    '0000_one': 'create table one (id integer)',
    '0001_two': statements('create table two (id integer)', 'alter table one add column note text'),
  })
  const reader = database.session()
  const events: MigrationEvent[] = []
  await reader`begin`
  await reader`lock table one in access share mode`
  const migrating = migrate(database, {
    folder,
    lockTimeoutMs: 50,
    attempts: 20,
    onEvent: (event) => {
      events.push(event)
      if (event.kind === 'retry' && event.attempt === 2) void reader`commit`.execute()
    },
  })
  expect(await migrating).toMatchObject({ applied: ['0001_two'] })
  expect(events).toContainEqual({ kind: 'retry', tag: '0001_two', attempt: 2, sqlstate: '55P03' })
})

test('a lock that stays is a failure, with the file rolled back', async () => {
  await using database = await aDatabase()
  const folder = aFolder({
    '0000_one': statements('create table two (id integer)', 'lock table one in access exclusive mode'),
  })
  const reader = database.session()
  await reader`create table one (id integer)`
  await reader`begin`
  await reader`lock table one in access share mode`
  await expect(migrate(database, { folder, lockTimeoutMs: 50, attempts: 2 })).rejects.toMatchObject({
    code: 'MIGRATION_FAILED',
    details: { statement: '2', sqlstate: '55P03' },
  })
  await reader`rollback`
  const [row] = await reader`select to_regclass('two') as two`
  expect(row).toEqual({ two: null })
})

test('a migrator that holds the lock for too long is an error of its own', async () => {
  await using database = await aDatabase()
  const folder = aFolder({ '0000_one': 'create table one (id integer)' })
  const other = database.session()
  await other`select pg_advisory_lock(${0x70_66_64_62})`
  const events: MigrationEvent[] = []
  await expect(
    migrate(database, { folder, waitMs: 200, onEvent: (event) => events.push(event) }),
  ).rejects.toMatchObject({ code: 'MIGRATION_LOCKED' })
  expect(events).toEqual([{ kind: 'waiting' }])
})

test('a file that ends its own transaction is refused', async () => {
  await using database = await aDatabase()
  const folder = aFolder({ '0000_one': statements('create table one (id integer)', '-- early\nCOMMIT') })
  await expect(migrate(database, { folder })).rejects.toMatchObject({
    code: 'INVALID',
    details: { tag: '0000_one', statement: '2' },
  })
})

test('a server that cannot be reached is UNAVAILABLE', async () => {
  await expect(migrate({ url: 'postgres://nobody@127.0.0.1:9/none' })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
})
