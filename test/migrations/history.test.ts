import { expect, test } from 'vitest'
import { migrate, pendingMigrations } from '../../src/migrations.ts'
import { aDatabase } from './a-database.ts'
import { aFolder, writeFolder } from './a-folder.ts'

const one = 'create table one (id integer)'
const two = 'create table two (id integer)'
const three = 'create table three (id integer)'

test('a file that is edited after it was applied is refused by name, and nothing runs', async () => {
  await using database = await aDatabase()
  const folder = aFolder({ '0000_one': one })
  await migrate(database, { folder })
  writeFolder(folder, { '0000_one': `${one} -- edited`, '0001_two': two })
  await expect(migrate(database, { folder })).rejects.toMatchObject({
    code: 'MIGRATION_EDITED',
    details: { tag: '0000_one', journal: '@platform/db' },
  })
  expect(await tables(database)).toEqual(['one'])
})

test('other line ends are no edit', async () => {
  await using database = await aDatabase()
  const folder = aFolder({ '0000_one': `${one};\n-- end\n` })
  await migrate(database, { folder })
  writeFolder(folder, { '0000_one': `${one};\r\n-- end\r\n` })
  expect(await migrate(database, { folder })).toMatchObject({ applied: [] })
})

test('a file that comes in below an applied one is refused, not skipped', async () => {
  await using database = await aDatabase()
  const folder = aFolder({ '0000_one': one, '0001_three': three })
  await migrate(database, { folder })
  writeFolder(folder, { '0000_one': one, '0001_two': two, '0001_three': three })
  await expect(migrate(database, { folder })).rejects.toMatchObject({
    code: 'MIGRATION_OUT_OF_ORDER',
    details: { tag: '0001_two' },
  })
  expect(await tables(database)).toEqual(['one', 'three'])
})

test('a database that is ahead of the code is refused', async () => {
  await using database = await aDatabase()
  const folder = aFolder({ '0000_one': one, '0001_two': two })
  await migrate(database, { folder })
  writeFolder(folder, { '0000_one': one })
  await expect(migrate(database, { folder })).rejects.toMatchObject({
    code: 'MIGRATION_AHEAD',
    details: { tag: '0001_two' },
  })
})

test('a file outside a transaction that is edited after half of it ran is refused', async () => {
  await using database = await aDatabase()
  const half = (last: string) => `-- no-transaction\n${one};\n--> statement-breakpoint\n${last}`
  const folder = aFolder({ '0000_half': half('create table one (id integer)') })
  await expect(migrate(database, { folder })).rejects.toMatchObject({
    code: 'MIGRATION_FAILED',
    details: { tag: '0000_half', statement: '2', sqlstate: '42P07' },
  })
  writeFolder(folder, { '0000_half': half(two) })
  await expect(migrate(database, { folder })).rejects.toMatchObject({
    code: 'MIGRATION_HALF_APPLIED',
    details: { tag: '0000_half' },
  })
})

test('while nothing of a file outside a transaction has run, it may be corrected', async () => {
  await using database = await aDatabase()
  const folder = aFolder({ '0000_half': '-- no-transaction\ncreate tabel one (id integer)' })
  await expect(migrate(database, { folder })).rejects.toMatchObject({ code: 'MIGRATION_FAILED' })
  writeFolder(folder, { '0000_half': `-- no-transaction\n${one}` })
  expect(await migrate(database, { folder })).toMatchObject({ applied: ['0000_half'] })
})

test('a dry run tells what is missing, makes the same checks and writes nothing', async () => {
  await using database = await aDatabase()
  const folder = aFolder({ '0000_one': one, '0001_two': `-- no-transaction\n${two}` })
  const pending = [
    { tag: '0000_one', statements: 1, transaction: true, destroys: [] },
    { tag: '0001_two', statements: 1, transaction: false, destroys: [] },
  ]
  expect(await migrate(database, { folder, dryRun: true })).toEqual({ applied: [], pending, partitions: 0 })
  expect(await pendingMigrations(database, { folder })).toEqual(pending)
  const [row] = await database.session()`select to_regnamespace('drizzle') as books`
  expect(row).toEqual({ books: null })
  await migrate(database, { folder })
  writeFolder(folder, { '0000_one': two })
  await expect(pendingMigrations(database, { folder })).rejects.toMatchObject({ code: 'MIGRATION_AHEAD' })
})

test("an application's migrations wait for the library's", async () => {
  await using database = await aDatabase()
  const folder = aFolder({ '0000_one': one })
  await expect(migrate(database, { folder, journal: 'shop' })).rejects.toMatchObject({ code: 'NOT_MIGRATED' })
  await migrate(database)
  expect(await migrate(database, { folder, journal: 'shop' })).toMatchObject({ applied: ['0000_one'] })
  expect(await migrate(database)).toMatchObject({ applied: [] })
})

async function tables(database: Awaited<ReturnType<typeof aDatabase>>): Promise<readonly string[]> {
  const rows = await database.session()<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`
  return rows.map(({ name }) => name)
}
