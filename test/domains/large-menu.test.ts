import { eq } from 'drizzle-orm'
import { describe, expect, inject, test } from 'vitest'
import {
  checkMenuFile,
  csvOfMenuFile,
  exportMenu,
  importMenu,
  listMenu,
  type MenuFile,
  menuFileOfCsv,
  menuItems,
  modifierOptions,
  publishMenu,
} from '../../src/index.ts'
import { asCustomer, newTenant, openTestDb } from '../../src/testing.ts'
import { onServer } from '../database.ts'

const dishes = 10_000
const groups = 300

/** 10,000 dishes under 100 headings, each with three of 300 groups of eight options. */
const large: MenuFile = {
  name: 'La carta entera',
  modifierGroups: Array.from({ length: groups }, (_, g) => ({
    key: `g${String(g).padStart(3, '0')}`,
    name: `Grupo ${g}`,
    minSelected: 0,
    maxSelected: 3,
    options: Array.from({ length: 8 }, (__, o) => ({ name: `Opción ${o}`, price: '3.50' })),
  })),
  categories: Array.from({ length: 100 }, (_, c) => ({
    name: `Sección ${c}`,
    items: Array.from({ length: dishes / 100 }, (__, i) => {
      const key = (n: number) => `g${String((c * 7 + i + n) % groups).padStart(3, '0')}`
      return {
        sku: `SKU-${c}-${i}`,
        name: `Platillo ${c}.${i}`,
        description: 'Con tortillas, frijoles y dos salsas de la casa',
        price: '95.50',
        allergens: ['gluten'],
        modifierGroups: [key(0), key(1), { key: key(2), maxSelected: 2, optionPrices: { 'Opción 1': '9.00' } }],
      }
    }),
  })),
}

describe('a menu of 10,000 dishes', () => {
  // Without statistics of the new rows, a plan of loops within loops takes minutes for this.
  test('is read from CSV, imported in one batch, published and exported again, each within seconds', async () => {
    await using db = await openTestDb({ ...(onServer ? { serverUrl: inject('serverUrl') } : {}), deadlineMs: 240_000 })
    const tenant = await newTenant(db)
    const took: string[] = []
    const timed = async <T>(what: string, work: () => Promise<T> | T): Promise<T> => {
      const begun = performance.now()
      const result = await work()
      took.push(`${what} ${Math.round(performance.now() - begun)} ms`)
      return result
    }
    expect(await timed('check', () => checkMenuFile(large))).toEqual([])
    const read = await timed('CSV', () => menuFileOfCsv(csvOfMenuFile(large)))
    expect(read).toMatchObject({ ok: true })
    const menu = read.ok ? read.menu : large
    const { versionId, items } = await timed('import', () =>
      db.as(tenant.staff, (tx) => importMenu(tx, { restaurantId: tenant.restaurantId, menu })),
    )
    expect(Object.keys(items)).toHaveLength(dishes)
    await timed('publish', () => db.as(tenant.staff, (tx) => publishMenu(tx, { versionId })))
    expect(await timed('export', () => db.as(tenant.staff, (tx) => exportMenu(tx, { versionId })))).toEqual(large)
    const counted = await db.as(tenant.staff, async (tx) => [
      await tx.$count(menuItems, eq(menuItems.versionId, versionId)),
      await tx.$count(modifierOptions, eq(modifierOptions.versionId, versionId)),
    ])
    expect(counted).toEqual([dishes, groups * 8])
    const [first] = await asCustomer(tenant, (tx) => listMenu(tx, { branchId: tenant.branchId }).limit(1))
    expect(first).toMatchObject({ sku: 'SKU-0-0', category: 'Sección 0', versionId })
    console.info(`${dishes} dishes, ${onServer ? 'server' : 'PGlite'}: ${took.join(', ')}`)
  }, 600_000)
})
