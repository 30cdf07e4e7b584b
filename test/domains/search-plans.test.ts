import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { customer, searchMenu, type TenantTx } from '../../src/index.ts'
import { searchOf } from '../../src/domains/menu/search-menu.ts'
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
  const { hits, next } = await searchMenu(tx, { text })
  const after = await scans(tx)
  const more = (name: string, what: 'scans' | 'rows') =>
    (after.get(name)?.[what] ?? 0) - (before.get(name)?.[what] ?? 0)
  return { hits, next, scansOf: (name: string) => more(name, 'scans'), rowsOf: (name: string) => more(name, 'rows') }
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
      const { hits, next, scansOf, rowsOf } = await db.as(guest, (tx) => readsOf(tx, text))
      expect(hits).toHaveLength(found)
      expect(scansOf('menu_search_terms_idx')).toBeGreaterThan(0)
      expect(rowsOf('menu_search')).toBeLessThanOrEqual(most)
      // Nothing is read but what is given back, and the one row that says whether there is more.
      const page = hits.length + (next === null ? 0 : 1)
      expect(rowsOf('published_items_pkey') + rowsOf('published_items_place_key')).toBe(page)
      // A scan that is counted for the table itself is one from end to end.
      for (const whole of ['menu_search', 'menu_search_pkey', 'published_items', 'menu_placements', 'branches']) {
        expect(scansOf(whole), whole).toBe(0)
      }
    },
  )

  test('what is found is joined by keys that start with the tenant', { timeout: FILL_MS }, async ({ db, filled }) => {
    expect(filled).toBe(true)
    const rows = await db.as(guest, (tx) =>
      tx.execute<{ 'QUERY PLAN': string }>(sql`explain (costs off) ${searchOf(tx, { text: 'tacos' }).statement}`),
    )
    const plan = rows.map((row) => row['QUERY PLAN'].trim())
    const text = plan.join('\n')
    // From what was found to its rows, not from all rows to what was found.
    const order = [
      /Function Scan on search_menu hit/,
      /using menu_placements_pkey/,
      /using published_items_(pkey|place_key)/,
    ]
    const lines = order.map((part) => plan.findIndex((line) => part.test(line)))
    expect(lines, text).not.toContain(-1)
    expect(lines, text).toEqual(lines.toSorted((a, b) => a - b))
    const [, placement, dish] = lines.map((line) => plan[line + 1])
    expect(placement, text).toMatch(/^Index Cond: \(\(tenant_id = '.*'::uuid\) AND \(id = hit.placement_id\)\)$/)
    // All three columns of a key: one row, however many dishes the version has.
    expect(dish, text).toMatch(
      /^Index Cond: \(\(tenant_id = '.*'::uuid\) AND \(version_id = menu_placements.version_id\) AND \((item_id = hit.item_id|place = hit.place)\)\)$/,
    )
    expect(text).not.toMatch(/Seq Scan on (menu_placements|published_items)/)
  })
})
