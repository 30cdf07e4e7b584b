import { expect, test } from 'vitest'
import { newContextKey } from '../../../src/index.ts'
import { migrate, provision } from '../../../src/migrations.ts'
import { aDatabase } from '../../migrations/a-database.ts'
import { aFolder, writeFolder } from '../../migrations/a-folder.ts'
import { runCli } from '../run-cli.ts'

test('migrate drops nothing without --yes, and says what it would', async () => {
  await using database = await aDatabase()
  await migrate(database)
  const one = { '0000_notes': 'create table notes (id uuid primary key, body text)' }
  const folder = aFolder(one)
  const run = (...args: readonly string[]) =>
    runCli(['migrate', '--folder', folder, '--journal', 'app', ...args], { env: { MIGRATE_URL: database.url } })
  expect(await run()).toMatchObject({ code: 0, stdout: 'applied 0000_notes\n' })

  writeFolder(folder, { ...one, '0001_less': 'alter table notes drop column body' })
  expect(await run('--dry-run')).toMatchObject({
    code: 0,
    stdout: 'pending 0001_less: 1 statements\n  drops column notes.body\n',
  })
  expect(await run()).toEqual({
    code: 2,
    stdout: '',
    stderr: 'USAGE: 0001_less drops column notes.body: add --yes (platform-db migrate --help shows how it is called)\n',
  })
  const columns = () =>
    database.session()`select column_name as name from information_schema.columns where table_name = 'notes'`
  expect(await columns()).toHaveLength(2)
  expect(await run('--yes')).toMatchObject({ code: 0, stdout: 'applied 0001_less\n' })
  expect(await columns()).toHaveLength(1)
})

test('keys rotate gives processes a minute at least, or is told --yes', async () => {
  await using database = await aDatabase()
  await migrate(database)
  await provision(database, { contextKey: newContextKey(1) })
  const env = { MIGRATE_URL: database.url, NEW_CONTEXT_KEY: newContextKey(2) }
  expect(await runCli(['keys', 'rotate', '--overlap', '59'], { env })).toMatchObject({ code: 2, stdout: '' })
  const ids = () => database.session()`select key_id as id from app_private.context_keys order by key_id`
  expect([...(await ids())]).toEqual([{ id: 1 }])
  expect(await runCli(['keys', 'rotate', '--overlap', '0', '--yes'], { env })).toMatchObject({ code: 0 })
  expect([...(await ids())]).toEqual([{ id: 2 }])
})
