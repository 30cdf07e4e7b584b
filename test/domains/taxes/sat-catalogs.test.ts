import { describe, expect } from 'vitest'
import { findCatalogEntry, type FindCatalogEntry } from '../../../src/index.ts'
import { satEntries } from '../../../src/domains/taxes/catalog-data.ts'
import { asCustomer, asStaff, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asSuperuser } from '../as-owner.ts'

const find = (tenant: TestTenant, input: FindCatalogEntry) => asStaff(tenant, (tx) => findCatalogEntry(tx, input))

describe('findCatalogEntry', () => {
  test('gives a code with what the SAT says of it', async ({ tenant }) => {
    const [use] = await find(tenant, { catalog: 'c_UsoCFDI', code: 'D01', on: '2026-11-21' })
    expect(use).toEqual({
      catalog: 'c_UsoCFDI',
      code: 'D01',
      description: 'Honorarios médicos, dentales y gastos hospitalarios.',
      validFrom: '2022-01-01',
      validTo: null,
      attributes: {
        persons: ['F'],
        regimes: ['605', '606', '607', '608', '611', '612', '614', '615', '625'],
        certainty: 'sourced',
        source: expect.stringContaining('SAT'),
      },
    })
  })

  test('knows a code from the day it began', async ({ tenant }) => {
    const known = async (on: string) => (await find(tenant, { catalog: 'c_ObjetoImp', code: '06', on })).length
    expect([await known('2024-12-12'), await known('2024-12-13'), await known('2026-11-21')]).toEqual([0, 1, 1])
  })

  test('knows a code until the day it ended, and its other meaning from the next', async ({ db, tenant }) => {
    await asSuperuser(
      db,
      `insert into sat_catalogs (catalog, code, description, valid_from_on, valid_to_on) values
        ('c_Prueba', '1', 'before', '2022-01-01', '2024-06-30'), ('c_Prueba', '1', 'after', '2024-07-01', null)`,
    )
    const meaning = async (on: string) =>
      (await find(tenant, { catalog: 'c_Prueba', code: '1', on })).map(({ description }) => description)
    expect(await meaning('2024-06-30')).toEqual(['before'])
    expect(await meaning('2024-07-01')).toEqual(['after'])
    const between = `insert into sat_catalogs (catalog, code, description, valid_from_on, valid_to_on) values
        ('c_Prueba', '1', 'both', '2024-06-30', '2024-06-30')`
    await expect(asSuperuser(db, between)).rejects.toMatchObject({
      details: { constraint: 'sat_catalogs_one_per_day' },
    })
  })

  test.for<[field: string, input: object]>([
    ['catalog', { catalog: '' }],
    ['code', { code: 'x'.repeat(41) }],
    ['on', { on: '21/11/2026' }],
  ])('refuses a wrong %s', async ([field, wrong], { tenant }) => {
    const input = { catalog: 'c_Meses', code: '01', on: '2026-11-21', ...wrong }
    await expect(find(tenant, input)).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })
})

describe('the catalogues of the package', () => {
  test('are in the database whole, with their certainty', async ({ db }) => {
    const rows = await asSuperuser<{ catalog: string; rows: number }>(
      db,
      `select catalog, count(*)::int as rows from sat_catalogs where attributes ? 'certainty' group by catalog`,
    )
    expect(Object.fromEntries(rows.map(({ catalog, rows: count }) => [catalog, count]))).toEqual({
      c_Exportacion: 4,
      c_FormaPago: 22,
      c_Impuesto: 3,
      c_Meses: 18,
      c_MetodoPago: 2,
      c_MotivoCancelacion: 4,
      c_ObjetoImp: 8,
      c_Periodicidad: 5,
      c_RegimenFiscal: 19,
      c_TipoDeComprobante: 5,
      c_TipoFactor: 3,
      c_TipoRelacion: 7,
      c_UsoCFDI: 24,
    })
    expect(satEntries).toHaveLength(124)
  })

  test('pair every use only with regimes that exist, of persons that may have it', () => {
    const regimes = new Map(
      satEntries.flatMap(({ catalog, code, attributes }) =>
        catalog === 'c_RegimenFiscal' ? [[code, attributes['persons']]] : [],
      ),
    )
    const uses = satEntries.filter(({ catalog }) => catalog === 'c_UsoCFDI')
    for (const { attributes } of uses) {
      for (const regime of attributes['regimes'] ?? []) {
        const persons = regimes.get(regime) ?? []
        expect(['F', 'M'].some((person) => persons.includes(person) && attributes['persons']?.includes(person))).toBe(
          true,
        )
      }
    }
    expect(uses.filter(({ attributes }) => attributes['regimes']?.includes('616')).map(({ code }) => code)).toEqual([
      'G02',
      'S01',
      'CP01',
    ])
  })

  test('are read by everybody and written by no one', async ({ tenant }) => {
    const entry = { catalog: 'c_FormaPago', code: '31', on: '2026-11-21' }
    expect(await asCustomer(tenant, (tx) => findCatalogEntry(tx, entry))).toHaveLength(1)
    const change = asStaff(tenant, (tx) => tx.execute('delete from sat_catalogs'))
    await expect(change).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
