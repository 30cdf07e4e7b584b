import { readFileSync } from 'node:fs'
import { expect, inject, test } from 'vitest'
import { migrate } from '../../src/migrations.ts'
import { newTenant, openTestDb } from '../../src/testing.ts'
import { codeOf } from '../docs/code-of.ts'
import { runPage } from '../docs/run-page.ts'
import { aDatabase } from '../migrations/a-database.ts'

test.for(['poolers.md', 'replicas.md'])('docs/recipes/%s runs on a server', async (page) => {
  await using db = await openTestDb({ serverUrl: inject('serverUrl') })
  const { branchId, customer: guest } = await newTenant(db)
  const { url, contextKey } = db.server ?? {}
  expect(url).toMatch(/^postgres/)
  await runPage(`recipes/${page}`, { db, url, standbyUrl: url, contextKey, branchId, guest, code: codeOf }, 1)
})

test('docs/adr/0016-what-is-partitioned.md lists what is', async () => {
  await using database = await aDatabase()
  await migrate(database)
  const page = readFileSync(new URL('../../docs/adr/0016-what-is-partitioned.md', import.meta.url), 'utf8')
  const [, query = '', , listed = ''] = /```sql\n(.*?)\n```(.*?)```text\n(.*?)\n```/s.exec(page) ?? []
  const rows = await database.session().unsafe<{ table_name: string; every: string }[]>(query)
  const found = rows.map(({ table_name: table, every }) => `${table} ${every}`)
  expect(found).toEqual(listed.split('\n').map((line) => line.replace(/ +/, ' ')))
})
