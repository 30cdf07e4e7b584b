import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { customer, searchMenu, type TenantTx } from '../../src/index.ts'
import { test as base } from '../database.ts'
import { asSuperuser } from './as-owner.ts'
import { idOf, manyMenus, size } from './many-menus.ts'
import { describeOnServer } from './only-on-server.ts'

const FILL_MS = 300_000

const test = base.extend<{ filled: true }>({
  filled: [
    async ({ db }, use) => {
      await asSuperuser(db, ...manyMenus)
      await asSuperuser(db, 'analyze')
      await use(true)
    },
    { scope: 'file' },
  ],
})

const tenant = 77
const guest = customer(idOf('tenant', tenant, 0), idOf('customer', tenant, 3))
const dishes = size.branches * size.items

/** Scans of each table and index so far in this session's count, and rows fetched by them: PostgreSQL's own numbers. */
async function scans(tx: TenantTx): Promise<Map<string, { readonly scans: number; readonly rows: number }>> {
  const rows = await tx.execute<{ name: string; scans: string; rows: string }>(sql`
    select relname as name, pg_stat_get_xact_numscans(oid) as scans, pg_stat_get_xact_tuples_fetched(oid) as rows
    from pg_class where relkind in ('r', 'i') and relnamespace in ('public'::regnamespace, 'app_private'::regnamespace)`)
  return new Map(rows.map(({ name, ...row }) => [name, { scans: Number(row.scans), rows: Number(row.rows) }]))
}

/** What one search reads, once the server has planned it for any value at all: after five times. */
async function readsOf(tx: TenantTx, text: string) {
  // eslint-disable-next-line no-await-in-loop -- one after another is what is asked
  for (let time = 1; time <= 7; time++) await searchMenu(tx, { text })
  const before = await scans(tx)
  const { hits } = await searchMenu(tx, { text })
  const after = await scans(tx)
  const more = (name: string, what: 'scans' | 'rows') =>
    (after.get(name)?.[what] ?? 0) - (before.get(name)?.[what] ?? 0)
  return { hits, scansOf: (name: string) => more(name, 'scans'), rowsOf: (name: string) => more(name, 'rows') }
}

describeOnServer(`with ${size.tenants} tenants of ${dishes} dishes, under row level security`, () => {
  test.for<[text: string, found: number, most: number]>([
    ['tacos', 20, 200],
    ['tacos de camarón', 2, 300],
    ['enchliadas de cochnita', 14, 500],
    ['gua', 8, 100],
    ['xylophon', 0, 100],
  ])(
    '«%s» finds %i on its first page by the index of terms, in at most %i of the rows of all tenants',
    { timeout: FILL_MS },
    async ([text, found, most], { db, filled }) => {
      expect(filled).toBe(true)
      const { hits, scansOf, rowsOf } = await db.as(guest, (tx) => readsOf(tx, text))
      expect(hits).toHaveLength(found)
      expect(scansOf('menu_search_terms_idx')).toBeGreaterThan(0)
      expect(rowsOf('menu_search')).toBeLessThanOrEqual(most)
      expect(rowsOf('published_items_pkey')).toBeLessThanOrEqual(21)
      // A scan that is counted for the table itself is one from end to end.
      for (const whole of ['menu_search', 'menu_search_pkey', 'published_items', 'menu_placements', 'branches']) {
        expect(scansOf(whole), whole).toBe(0)
      }
    },
  )
})
