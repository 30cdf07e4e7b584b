import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect } from 'vitest'
import { importCatalog, type MigrationTarget } from '../../../src/migrations.ts'
import { findCatalogEntry } from '../../../src/index.ts'
import { asStaff, type TestDb, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asSuperuser } from '../as-owner.ts'

const folder = mkdtempSync(join(tmpdir(), 'platform-db-catalog-'))
afterAll(() => rmSync(folder, { recursive: true }))

const header = 'code,description,valid_from,valid_to'

function fileOf(content: string | Buffer): string {
  const file = join(folder, `${process.hrtime.bigint()}.csv`)
  writeFileSync(file, content)
  return file
}

const csv = (...lines: readonly string[]) => fileOf([header, ...lines, ''].join('\r\n'))

const targetOf = (db: TestDb): MigrationTarget => (db.server ? { url: db.server.superuserUrl } : db)

const run = (db: TestDb, catalog: string, file: string) => importCatalog(targetOf(db), { catalog, file })

const countOf = async (db: TestDb, catalog: string) =>
  (await asSuperuser(db, `select count(*)::int as rows from sat_catalogs where catalog = '${catalog}'`))[0]?.['rows']

const descriptions = (tenant: TestTenant, catalog: string, code: string, on = '2026-11-21') =>
  asStaff(tenant, async (tx) =>
    (await findCatalogEntry(tx, { catalog, code, on })).map(({ description }) => description),
  )

describe('importCatalog', () => {
  test('writes every row, with its further columns as attributes', async ({ db, tenant }) => {
    const file = fileOf(
      '\uFEFFcode,description,valid_from,valid_to,state,border\n' +
        '21000,"Tijuana, centro",2022-01-01,,BCN,1\n' +
        '06700,"It\'s ""Roma"" \\ Norte;\n-- x",2022-01-01,2030-12-31,CMX,\n',
    )
    expect(await run(db, 'c_CodigoPostal', file)).toEqual({
      catalog: 'c_CodigoPostal',
      rows: 2,
      refused: [],
      refusedCount: 0,
    })
    const find = (code: string) =>
      asStaff(tenant, (tx) => findCatalogEntry(tx, { catalog: 'c_CodigoPostal', code, on: '2026-11-21' }))
    expect(await find('21000')).toMatchObject([
      { description: 'Tijuana, centro', validTo: null, attributes: { state: 'BCN', border: '1' } },
    ])
    expect(await find('06700')).toMatchObject([
      { description: 'It\'s "Roma" \\ Norte;\n-- x', validTo: '2030-12-31', attributes: { state: 'CMX' } },
    ])
  })

  test('replaces what the catalogue had, and no other', async ({ db, tenant }) => {
    await run(db, 'c_Moneda', csv('MXN,Peso,2022-01-01,', 'XXX,none,2022-01-01,'))
    await run(db, 'c_ClaveUnidad', csv('H87,Pieza,2022-01-01,'))
    await run(db, 'c_Moneda', csv('MXN,Peso Mexicano,2022-01-01,'))
    expect(await countOf(db, 'c_Moneda')).toBe(1)
    expect(await descriptions(tenant, 'c_Moneda', 'MXN')).toEqual(['Peso Mexicano'])
    expect(await descriptions(tenant, 'c_ClaveUnidad', 'H87')).toEqual(['Pieza'])
    expect(await countOf(db, 'c_FormaPago')).toBe(22)
  })

  test('keeps both meanings of a code, each for its days', async ({ db, tenant }) => {
    await run(db, 'c_Dos', csv('1,before,2022-01-01,2024-06-30', '1,after,2024-07-01,'))
    expect(await descriptions(tenant, 'c_Dos', '1', '2024-06-30')).toEqual(['before'])
    expect(await descriptions(tenant, 'c_Dos', '1', '2024-07-01')).toEqual(['after'])
  })

  test('takes a catalogue of many statements', async ({ db, tenant }) => {
    const lines = Array.from({ length: 12_345 }, (_, n) => `${n + 10_000_000},Clave ${n},2022-01-01,`)
    expect(await run(db, 'c_ClaveProdServ', csv(...lines))).toMatchObject({ rows: 12_345, refusedCount: 0 })
    expect(await countOf(db, 'c_ClaveProdServ')).toBe(12_345)
    expect(await descriptions(tenant, 'c_ClaveProdServ', '10012344')).toEqual(['Clave 12344'])
  })

  test('writes nothing when a row is refused, and says of every one where and why', async ({ db, tenant }) => {
    await run(db, 'c_Todo', csv('1,old,2022-01-01,'))
    const file = csv(
      '1,new,2022-01-01,',
      'a b,blank in the code,2022-01-01,',
      '3,,2022-01-01,',
      '4,"two\r\nlines",2022-02-30,',
      '5,wrong end,2022-01-01,soon',
      '6,backwards,2022-01-02,2022-01-01',
      '7,short,2022-01-01',
      '1,same day,2022-01-01,2022-01-01',
    )
    const { refused, ...rest } = await run(db, 'c_Todo', file)
    expect(rest).toEqual({ catalog: 'c_Todo', rows: 1, refusedCount: 7 })
    expect(refused.map(({ line, column }) => [line, column])).toEqual([
      [3, 'code'],
      [4, 'description'],
      [5, 'valid_from'],
      [7, 'valid_to'],
      [8, 'valid_to'],
      [9, null],
      [10, 'valid_from'],
    ])
    expect(refused.at(-1)?.reason).toBe('holds on days of the same code in line 2')
    expect(refused.every(({ reason }) => !/blank|backwards|new/.test(reason))).toBe(true)
    expect(await descriptions(tenant, 'c_Todo', '1')).toEqual(['old'])
  })

  test.for<[what: string, content: string | Buffer, refused: object]>([
    ['without its header', '1,one,2022-01-01,\n', { line: 1, column: null }],
    ['with a column twice', `${header},a,a\n`, { reason: 'two columns have the same name' }],
    ['with a name that is none', `${header},Estado Civil\n`, { line: 1, column: null }],
    ['without rows', `${header}\n`, { line: 1, reason: 'no rows' }],
    ['with a lost quote', `${header}\n1,"one,2022-01-01,\n`, { line: 2, reason: 'QUOTE_NOT_CLOSED' }],
    ['in Latin-1', Buffer.from(`${header}\n1,ni\u00f1o,2022-01-01,\n`, 'latin1'), { line: 2, reason: 'is not UTF-8' }],
  ])('refuses a file %s', async ([, content, refused], { db }) => {
    expect(await run(db, 'c_Nada', fileOf(content))).toMatchObject({ refusedCount: 1, refused: [refused] })
    expect(await countOf(db, 'c_Nada')).toBe(0)
  })

  test('reports the first hundred of many, and how many there are', async ({ db }) => {
    const { refused, refusedCount } = await run(db, 'c_Mal', csv(...Array.from({ length: 250 }, () => '1,x,today,')))
    expect([refused.length, refusedCount]).toEqual([100, 250])
  })

  test.for<[field: string, catalog: string, file: string]>([
    ['catalog', 'c_FormaPago', 'any.csv'],
    ['catalog', "c_X'; drop table orders; --", 'any.csv'],
    ['file', 'c_Moneda', '/nowhere/at-all.csv'],
  ])('refuses a wrong %s: %s', async ([field, catalog, file], { db }) => {
    await expect(run(db, catalog, file)).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })
})
