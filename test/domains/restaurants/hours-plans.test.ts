import { and, eq, type SQLWrapper, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import {
  customer,
  isOpenAt,
  listHours,
  newId,
  nextOpening,
  openingHours,
  specialDays,
  type TenantTx,
} from '../../../src/index.ts'
import type { TestDb } from '../../../src/testing.ts'
import { test as base } from '../../database.ts'
import { asSuperuser } from '../as-owner.ts'
import { describeOnServer } from '../only-on-server.ts'

const [TENANTS, BRANCHES, SPECIAL_DAYS] = [200, 5, 40]
const id = (kind: number, n: string) =>
  `(lpad(to_hex(${kind}), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
const idOf = (kind: number, n: number) =>
  `${String(kind).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

/** Rows past every trigger and policy: one window a day for each service, and some special days. */
async function fill(db: TestDb): Promise<void> {
  const each = `from generate_series(1, ${TENANTS}) t, generate_series(1, ${BRANCHES}) b`
  const services = `unnest(array['delivery', 'pickup', 'dine_in']) service`
  await asSuperuser(
    db,
    'set local session_replication_role = replica',
    `insert into branches (tenant_id, id, restaurant_id, name, time_zone, street, exterior_number, neighborhood, municipality, state, postal_code, longitude, latitude)
     select ${id(1, 't')}, ${id(2, 't * 10 + b')}, ${id(3, 't')}, 'x', 'America/Tijuana', 'x', '1', 'x', 'x', 'BCN', '22000', -117, 32 ${each}`,
    `insert into opening_hours (tenant_id, branch_id, service, starts_minute, length_minutes)
     select ${id(1, 't')}, ${id(2, 't * 10 + b')}, service, day * 1440 + 600, 600 ${each}, ${services}, generate_series(0, 6) day`,
    `insert into special_days (tenant_id, branch_id, service, held_on, minutes)
     select ${id(1, 't')}, ${id(2, 't * 10 + b')}, service, date '2026-11-20' + day, '{[720,900)}' ${each}, ${services}, generate_series(1, ${SPECIAL_DAYS}) day`,
  )
  await asSuperuser(db, 'analyze')
}

const test = base.extend<{ filled: true }>({
  filled: [
    async ({ db }, use) => {
      await fill(db)
      await use(true)
    },
    { scope: 'file' },
  ],
})

const tenantId = idOf(1, 77)
const branchId = idOf(2, 773)
const guest = customer(tenantId, newId())

interface Scans {
  readonly table: string
  readonly sequential: number
  readonly byIndex: number
  readonly rowsByIndex: number
}

/** What a read did to the tables: functions hide their plans from EXPLAIN, and nothing from the counters. */
async function scansOf(db: TestDb, read: (tx: TenantTx) => PromiseLike<unknown>): Promise<readonly Scans[]> {
  const counters = (tx: TenantTx) =>
    tx.execute<{ [K in keyof Scans]: Scans[K] }>(
      sql`select relname as "table", seq_scan::int as sequential, idx_scan::int as "byIndex", idx_tup_fetch::int as "rowsByIndex"
          from pg_stat_xact_user_tables where relname in ('opening_hours', 'special_days') order by relname`,
    )
  return db.as(guest, async (tx) => {
    // Of this connection since it last told the server, which may be some transactions ago.
    const before = await counters(tx)
    await read(tx)
    const after = await counters(tx)
    return after.map((counts, i) => ({
      table: counts.table,
      sequential: counts.sequential - (before[i]?.sequential ?? 0),
      byIndex: counts.byIndex - (before[i]?.byIndex ?? 0),
      rowsByIndex: counts.rowsByIndex - (before[i]?.rowsByIndex ?? 0),
    }))
  })
}

describeOnServer(`hours of ${TENANTS} tenants with ${BRANCHES} branches each, under row level security`, () => {
  const at = new Date('2026-11-24T20:00:00Z')

  test.for<[name: string, read: (tx: TenantTx) => PromiseLike<unknown>, windows: number, days: number]>([
    ['isOpenAt', (tx) => isOpenAt(tx, { branchId, service: 'pickup', at }), 7, 5],
    ['nextOpening', (tx) => nextOpening(tx, { branchId, service: 'pickup', from: at }), 7, 22],
    ['listHours', (tx) => listHours(tx, { branchId, from: '2026-11-24' }), 21, 3 * SPECIAL_DAYS],
  ])('%s reads the rows of its branch by index, and no others', async ([, read, windows, days], { db, filled }) => {
    expect(filled).toBe(true)
    const [hours, special] = await scansOf(db, read)
    expect(hours).toMatchObject({ table: 'opening_hours', sequential: 0 })
    expect(special).toMatchObject({ table: 'special_days', sequential: 0 })
    expect(hours?.byIndex).toBeGreaterThan(0)
    expect(hours?.rowsByIndex).toBeLessThanOrEqual(windows)
    expect(special?.rowsByIndex).toBeLessThanOrEqual(days)
  })

  test.for<[index: string, read: (tx: TenantTx) => SQLWrapper]>([
    [
      'opening_hours_of_branch_idx',
      (tx) =>
        tx
          .select()
          .from(openingHours)
          .where(and(eq(openingHours.tenantId, tenantId), eq(openingHours.branchId, branchId))),
    ],
    [
      'special_days_one_decision_key',
      (tx) =>
        tx
          .select()
          .from(specialDays)
          .where(
            and(
              eq(specialDays.branchId, branchId),
              eq(specialDays.service, 'pickup'),
              eq(specialDays.heldOn, '2026-11-24'),
            ),
          ),
    ],
  ])('%s leads to them by tenant and branch', async ([index, read], { db, filled }) => {
    expect(filled).toBe(true)
    const rows = await db.as(guest, (tx) => tx.execute<{ 'QUERY PLAN': string }>(sql`explain (costs off) ${read(tx)}`))
    const plan = rows.map((row) => row['QUERY PLAN'].trim())
    expect(plan.join('\n')).toMatch(new RegExp(`(Index Scan using|Bitmap Index Scan on) ${index}`))
    expect(plan.find((line) => line.startsWith('Index Cond'))).toMatch(/tenant_id = .*branch_id = /)
  })

  test('a read without the branch would be seen to read them all', async ({ db, filled }) => {
    expect(filled).toBe(true)
    const [hours] = await scansOf(db, (tx) =>
      tx
        .select()
        .from(openingHours)
        .where(sql`minutes @> 5`),
    )
    expect((hours?.sequential ?? 0) + (hours?.rowsByIndex ?? 0)).toBeGreaterThan(BRANCHES * 7)
  })
})
