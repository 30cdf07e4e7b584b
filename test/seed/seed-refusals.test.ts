import { describe, expect } from 'vitest'
import { PGlite } from '@electric-sql/pglite'
import { isDbError } from '../../src/index.ts'
import { drift } from '../../src/migrations.ts'
import { seed } from '../../src/testing.ts'
import { test } from '../database.ts'
import { targetOf } from './target-of.ts'

const codeOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.catch((reason: unknown) => reason)
  return isDbError(error) ? [error.code, error.details['field'] ?? ''] : [String(error)]
}

describe('a seed', () => {
  test('needs a superuser, and tells so before anything is written', async ({ db }) => {
    expect(await codeOf(seed({ url: db.server?.adminUrl ?? '' }))).toEqual(['FORBIDDEN', ''])
  })

  test('needs a migrated database', async () => {
    const pglite = await PGlite.create()
    expect(await codeOf(seed({ pglite }))).toEqual(['NOT_MIGRATED', ''])
    await pglite.close()
  })

  test('names what is wrong with what it was asked for', async ({ db }) => {
    const target = targetOf(db)
    expect(await codeOf(seed(target, { seed: -1 }))).toEqual(['INVALID', 'seed'])
    expect(await codeOf(seed(target, { until: new Date('yesterday') }))).toEqual(['INVALID', 'until'])
    expect(await codeOf(seed(target, { sizes: { tenants: 0 } }))).toEqual(['INVALID', 'sizes.tenants'])
    expect(await codeOf(seed(target, { sizes: { houses: 4 } }))).toEqual(['INVALID', 'sizes.houses'])
    expect(await codeOf(seed(target, { sizes: { branches: 7 } }))).toEqual(['INVALID', 'sizes.branches'])
    expect(await codeOf(seed(target, { sizes: { orders: 2 } }))).toEqual(['INVALID', 'sizes.orders'])
    expect(await codeOf(seed(target, { sizes: { days: 1 } }))).toEqual(['INVALID', 'sizes.days'])
  })

  test('leaves the schema as it was', { timeout: 240_000 }, async ({ db }) => {
    const target = targetOf(db)
    expect(await drift(target)).toEqual([])
    await seed(target, { sizes: { tenants: 1, branches: 1, orders: 40, houses: 1 } })
    expect(await drift(target)).toEqual([])
  })
})
