import { setTimeout as sleep } from 'node:timers/promises'
import { PGlite } from '@electric-sql/pglite'
import type { Sql } from 'postgres'
import { expect, test } from 'vitest'
import { migrate } from '../../src/migrations.ts'
import { aDatabase } from './a-database.ts'
import { aFolder, statements } from './a-folder.ts'

const file = statements(
  '-- no-transaction\nset role mig_builder',
  'insert into runs default values',
  'create index concurrently if not exists "dishes_by_Name" on public.dishes (name)',
  'create index concurrently dishes_by_price on dishes (price)',
)

test('an index build that is killed is taken up again: what ran is not run twice, the invalid index goes', async () => {
  await using database = await aDatabase()
  const root = database.session()
  await prepare(root)
  const folder = aFolder({ '0000_indexes': file })
  // A transaction that has written to the table: CREATE INDEX CONCURRENTLY waits until it ends.
  const writer = database.session()
  await writer`begin`
  await writer`insert into dishes (name, price) values ('pozole', 95)`

  const killed = migrate(database, { folder })
  const outcome = killed.catch((error: unknown) => error)
  await terminateBuild(root)
  expect(await outcome).toMatchObject({ code: 'MIGRATION_FAILED', details: { tag: '0000_indexes', statement: '3' } })
  expect(await indexes(root)).toEqual([{ name: 'dishes_by_Name', valid: false }])

  await writer`commit`
  expect(await migrate(database, { folder })).toMatchObject({ applied: ['0000_indexes'] })
  expect(await indexes(root)).toEqual([
    { name: 'dishes_by_Name', valid: true },
    { name: 'dishes_by_price', valid: true },
  ])
  expect(await root`select count(*)::int as runs from runs`).toEqual([{ runs: 1 }])
  // The role that the file took in the killed session is taken again for the rest of it.
  expect(
    await root`select distinct pg_get_userbyid(relowner) as owner from pg_class where relname like 'dishes_by_%'`,
  ).toEqual([{ owner: 'mig_builder' }])
})

test('an index that was finished but not booked counts as done', async () => {
  await using database = await aDatabase()
  const root = database.session()
  await prepare(root)
  const folder = aFolder({ '0000_indexes': file })
  await migrate(database, { folder })
  await root`update drizzle.platform_migrations set statements_done = 3, applied_at = null`
  expect(await migrate(database, { folder })).toMatchObject({ applied: ['0000_indexes'] })
})

test('waiting migrators do not stand in the way of the build', async () => {
  await using database = await aDatabase()
  await prepare(database.session())
  const folder = aFolder({ '0000_indexes': file })
  const results = await Promise.all(Array.from({ length: 4 }, () => migrate(database, { folder })))
  expect(results.flatMap(({ applied }) => applied)).toEqual(['0000_indexes'])
})

test('a session is handed back as it was: its role, its settings, no transaction', async () => {
  const pglite = await PGlite.create()
  await pglite.exec(`create role mig_builder; create table runs (id integer generated always as identity);
    create table dishes (name text, price integer); alter table dishes owner to mig_builder; alter table runs owner to mig_builder;
    grant create on schema public to mig_builder`)
  const state = async () =>
    (
      await pglite.query(`select current_user = session_user as role, current_setting('lock_timeout') as lock_timeout,
    current_setting('search_path') as search_path, pg_current_xact_id_if_assigned() is null as idle`)
    ).rows
  const before = await state()
  await migrate({ pglite }, { folder: aFolder({ '0000_indexes': file }) })
  expect(await state()).toEqual(before)
  await pglite.close()
})

async function prepare(root: Sql): Promise<void> {
  await root.unsafe(
    `do $$ begin create role mig_builder; exception when duplicate_object or unique_violation then null; end $$`,
  )
  await root.unsafe(`create table runs (id integer generated always as identity);
    create table dishes (name text, price integer);
    insert into dishes select 'taco ' || n, n from generate_series(1, 1000) n;
    alter table dishes owner to mig_builder; alter table runs owner to mig_builder; grant create on schema public to mig_builder`)
}

async function terminateBuild(root: Sql): Promise<void> {
  for (;;) {
    const killed = await root`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike '%create index concurrently%' and wait_event_type = 'Lock' and pid <> pg_backend_pid()`
    if (killed.length > 0) return
    await sleep(20)
  }
}

async function indexes(root: Sql): Promise<readonly unknown[]> {
  return [
    ...(await root`select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = 'dishes'::regclass order by 1`),
  ]
}
