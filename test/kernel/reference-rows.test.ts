import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { referenceRows } from '../../src/kernel/reference-rows.ts'

const columns = ['code', 'text', 'from_on', 'more']
let pglite: PGlite

beforeAll(async () => {
  pglite = await PGlite.create()
})
afterAll(() => pglite.close())
beforeEach(async () => {
  await pglite.exec(`drop table if exists codes;
    create table codes (code text primary key, text text unique, from_on date, more jsonb, copies int not null default 1)`)
})

async function apply(rows: Parameters<typeof referenceRows>[2], scope?: string) {
  for (const statement of referenceRows('codes', columns, rows, scope === undefined ? {} : { scope }).up) {
    await pglite.query(statement)
  }
}

const held = async () =>
  (
    await pglite.query<{ row: string }>(`select concat_ws(' ', code, text, from_on, more) as row from codes order by 1`)
  ).rows.map(({ row }) => row)

test('the table holds exactly the rows, however often they are written', async () => {
  const rows = [
    ['a', 'it\'s \\ "one"', '2026-01-01', { list: ['x', 'y'] }],
    ['b', null, null, null],
  ] as const
  await apply(rows)
  await apply(rows)
  expect(await held()).toEqual([`a it's \\ "one" 2026-01-01 {"list": ["x", "y"]}`, 'b'])
})

test('a row of which only a description changed is changed, not lost', async () => {
  await apply([['a', 'before', '2026-01-01', {}]])
  await apply([['a', 'after', '2026-01-01', { more: 'now' }]])
  expect(await held()).toEqual(['a after 2026-01-01 {"more": "now"}'])
})

test('a row that is the same is left alone', async () => {
  await apply([['a', 'same', '2026-01-01', { b: 1, a: 2 }]])
  await pglite.exec('update codes set copies = 7')
  await apply([['a', 'same', '2026-01-01', { a: 2, b: 1 }]])
  expect((await pglite.query('select copies from codes')).rows).toEqual([{ copies: 7 }])
})

test('a row that is gone from the data goes, but only within the scope', async () => {
  await apply([
    ['a', 'one', null, null],
    ['b', 'two', null, null],
  ])
  await apply([['a', 'one', null, null]], `t.code in ('a')`)
  expect(await held()).toEqual(['a one', 'b two'])
  await apply([['a', 'one', null, null]])
  expect(await held()).toEqual(['a one'])
})

test('two rows that cannot stand together fail aloud', async () => {
  const rows = [
    ['a', 'one', null, null],
    ['b', 'one', null, null],
  ] as const
  await expect(apply(rows)).rejects.toThrow('codes_text_key')
})
