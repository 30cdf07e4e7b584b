import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { auditLog, branches, isDbError, newId, orderTransitions, type TenantTx } from '../../src/index.ts'
import { rate } from '../../src/money.ts'
import { asCourier, asCustomer, asNobody, asService, asStaff, type TestDb } from '../../src/testing.ts'
import { onServer } from '../database.ts'
import { asSuperuser } from './as-owner.ts'
import { footprint, tenantTables } from './footprint.ts'
import { aLivedInTenant, type LivedIn } from './lived-in.ts'
import { test as base } from './with-lived-in.ts'

/** Two tenants with rows in every table. A attacks, B is looked at: nothing here may change either. */
const test = base.extend<{ other: LivedIn }>({
  other: [
    async ({ db }, use) => {
      await use(await aLivedInTenant(db))
    },
    { scope: 'file' },
  ],
})

const actors = { staff: asStaff, service: asService, customer: asCustomer, courier: asCourier }
const run = (tx: TenantTx, text: string) => tx.execute(sql.raw(text))

/** The rows, or the code of the refusal; undone either way, because an attack on oneself may succeed. */
async function attempt(as: typeof asStaff, tenant: LivedIn, text: string): Promise<unknown> {
  let rows: unknown
  const undo = new Error('undo')
  try {
    await as(tenant, async (tx) => {
      rows = await run(tx, text)
      throw undo
    })
  } catch (error) {
    if (isDbError(error)) return error.code
    if (error !== undo) throw error
  }
  return rows
}

const allowed = (answer: unknown, expected: readonly string[], text: string) =>
  expect(expected, text).toContain(typeof answer === 'string' ? answer : JSON.stringify(answer))

const only = ({ tenantId }: LivedIn) => JSON.stringify([{ id: tenantId }])
const touched = (change: string) =>
  `with touched as (${change} returning tenant_id) select distinct tenant_id::text as id from touched`

/** Columns of each table that the application may set at all. */
async function updatable(db: TestDb): Promise<Record<string, string>> {
  const rows = await asSuperuser<{ name: string; columns: string }>(
    db,
    `select c.relname::text as name, min(a.attname::text) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and has_column_privilege('app_user', c.oid, a.attnum, 'update')
     group by 1`,
  )
  return Object.fromEntries(rows.map(({ name, columns }) => [name, columns]))
}

describe("another tenant's rows", () => {
  test.for(tenantTables)('of %s are out of sight, by their tenant and blind', async (table, { db, lived, other }) => {
    for (const as of Object.values(actors)) {
      for (const [text, expected] of [
        [`select * from ${table} where tenant_id = '${other.tenantId}'`, ['[]', 'FORBIDDEN']],
        [`select distinct tenant_id::text as id from ${table}`, ['[]', 'FORBIDDEN', only(lived)]],
        [`select * from ${table} where tenant_id <> '${lived.tenantId}'`, ['[]', 'FORBIDDEN']],
      ] as const) {
        allowed(await attempt(as, lived, text), expected, text)
      }
    }
    const [count] = await asSuperuser<{ n: number }>(
      db,
      `select count(*)::int as n from ${table} where tenant_id = '${other.tenantId}'`,
    )
    // Otherwise there was nothing to see.
    expect(count?.n).toBeGreaterThan(0)
  })

  test.for(tenantTables)(
    'of %s are not changed or deleted, by their tenant and blind',
    async (table, { db, lived, other }) => {
      const before = await footprint(db, other.tenantId)
      const column = (await updatable(db))[table] ?? 'tenant_id'
      // Blind, it falls on one's own rows: they are changed, or they are those of a published menu.
      const own = [only(lived), 'MENU_VERSION_PUBLISHED']
      const theirs = `where tenant_id = '${other.tenantId}'`
      for (const as of Object.values(actors)) {
        for (const [text, expected] of [
          [`update ${table} set ${column} = ${column} ${theirs}`, ['[]', 'FORBIDDEN']],
          [`delete from ${table} ${theirs}`, ['[]', 'FORBIDDEN']],
          [touched(`update ${table} set ${column} = ${column}`), ['[]', 'FORBIDDEN', ...own]],
          [touched(`delete from ${table}`), ['[]', 'FORBIDDEN', 'REFERENCED', ...own]],
        ] as const) {
          allowed(await attempt(as, lived, text), expected, text)
        }
      }
      expect(await footprint(db, other.tenantId)).toEqual(before)
    },
  )

  test.for(tenantTables)('are not added to %s', async (table, { db, lived, other }) => {
    const before = await footprint(db, other.tenantId)
    for (const as of Object.values(actors)) {
      const bare = await attempt(as, lived, `insert into ${table} (tenant_id) values ('${other.tenantId}')`)
      expect(bare).toBe('FORBIDDEN')
    }
    expect(await footprint(db, other.tenantId)).toEqual(before)
  })

  test('are not reached through the functions that staff may call', async ({ db, lived, other }) => {
    const before = await footprint(db, other.tenantId)
    const ask = (codes: string) =>
      `select app.promotions_for('${other.tenantId}', '${other.branchId}', '${other.customerId}', 'app', 'pickup', '${codes}')::text as found`
    expect(await attempt(asStaff, lived, ask('{VEINTE}'))).toBe('COUPON_UNKNOWN')
    expect(await attempt(asStaff, lived, ask('{}'))).toEqual([{ found: '[]' }])
    const call = (tenantId: string) => `'${tenantId}', '${other.quoteId}', '${newId()}', '${newId()}', sha256('x')`
    expect(await attempt(asStaff, lived, `select app.place_order(${call(other.tenantId)})`)).toBe('FORBIDDEN')
    for (const name of [
      `app.place_order(${call(lived.tenantId)})`,
      `app.take_step('${other.tenantId}', '${other.orderId}', 'accepted', '', null)`,
      `app.take_step('${lived.tenantId}', '${other.orderId}', 'accepted', '', null)`,
      `app.is_open('${other.tenantId}', '${other.branchId}', 'pickup', now())`,
      `app.is_open('${lived.tenantId}', '${other.branchId}', 'pickup', now())`,
      `app.next_opening('${other.tenantId}', '${other.branchId}', 'pickup', now())`,
    ]) {
      expect(await attempt(asStaff, lived, `select ${name}`), name).toBe('NOT_FOUND')
    }
    const windows = `select * from app.opening_windows('${other.tenantId}', '${other.branchId}', 'pickup', 'UTC', '2026-11-01', '2026-11-30')`
    expect(await attempt(asStaff, lived, windows)).toEqual([])
    expect(await attempt(asStaff, lived, `select * from app.overdue_order('${other.tenantId}')`)).toEqual([])
    const rejected = await attempt(asStaff, lived, `select app.reject_overdue_order('${other.tenantId}') as id`)
    expect(rejected).toEqual([{ id: null }])
    for (const name of [
      "app.enter_admin('for no good reason')",
      'app.tenant_ids(null, 100)',
      'app.ensure_partitions()',
      `app.add_partition('orders', 'x', 'default')`,
    ]) {
      expect(await attempt(asStaff, lived, `select ${name}`), name).toBe('FORBIDDEN')
    }
    expect(await footprint(db, other.tenantId)).toEqual(before)
  })
})

describe('without a context', () => {
  test('there is not one row of any tenant, read or written', async ({ db, lived }) => {
    for (const table of tenantTables) {
      for (const text of [
        `select * from ${table}`,
        `select * from ${table} where tenant_id = '${lived.tenantId}'`,
        `insert into ${table} (tenant_id) values ('${lived.tenantId}')`,
        `delete from ${table}`,
      ]) {
        const answer = await asNobody(db, (tx) => tx.execute(sql.raw(text))).then(
          (rows) => JSON.stringify(rows),
          (error: unknown) => (isDbError(error) ? error.code : String(error)),
        )
        expect(['CONTEXT_MISSING', 'FORBIDDEN'], text).toContain(answer)
      }
    }
    const read = asNobody(db, (tx) => tx.execute(sql`select * from orders`))
    await expect(read).rejects.toMatchObject({
      code: 'CONTEXT_MISSING',
      details: { constraint: 'app_context_missing' },
    })
  })

  test('what all tenants share is read, and written by nobody', async ({ db, lived }) => {
    const steps = await asNobody(db, (tx) => tx.$count(orderTransitions))
    expect(await asStaff(lived, (tx) => tx.$count(orderTransitions))).toBe(steps)
    for (const text of [
      `insert into order_transitions values ('placed', 'delivered', 'customer')`,
      `update order_transitions set actor_kind = 'customer'`,
      'delete from order_transitions',
      'select * from tenant_domains',
      'select * from admin_log',
      'select * from app_private.context_keys',
      'select * from app_private.partitioned_tables',
    ]) {
      expect(await attempt(asStaff, lived, text), text).toBe('FORBIDDEN')
    }
  })
})

describe('around the policies', () => {
  test('no partition answers by its own name', async ({ db, lived }) => {
    const partitions = await asSuperuser<{ name: string }>(
      db,
      `select c.relname::text as name from pg_class c where c.relispartition and c.relkind = 'r' order by 1`,
    )
    expect(partitions.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['audit_log_default', 'order_events_default', 'outbox_default']),
    )
    for (const { name } of partitions) {
      for (const text of [
        `select * from ${name}`,
        `insert into ${name} (tenant_id) values ('${lived.tenantId}')`,
        `delete from ${name}`,
      ]) {
        expect(await attempt(asService, lived, text), text).toBe('FORBIDDEN')
      }
    }
  })

  test('nothing that can stand inside a statement changes the context', async ({ lived, other }) => {
    for (const [text, expected] of [
      [`select set_config('app.context', 'x', true)`, 'FORBIDDEN'],
      [`update pg_settings set setting = 'x' where name = 'app.context'`, 'FORBIDDEN'],
      [`select * from orders where id = '${other.orderId}'; set local app.context = 'x'`, 'INTERNAL'],
      [`select query_to_xml('set app.context = ''x''', true, true, '')`, undefined],
      [`select app.enter('x')`, 'CONTEXT_ALREADY_SET'],
      [`select pg_terminate_backend(1)`, 'FORBIDDEN'],
      [`select pg_cancel_backend(1)`, 'FORBIDDEN'],
      [`select lo_create(0)`, 'FORBIDDEN'],
      ['create temporary table orders (id int)', 'FORBIDDEN'],
      ['create table mine (id int)', 'FORBIDDEN'],
      [`alter table orders disable row level security`, 'FORBIDDEN'],
      // PGlite's login is a superuser: there, the role is taken by each scope and not by the login.
      ...(onServer ? ([['set role app_owner', 'FORBIDDEN']] as const) : []),
      [`truncate orders cascade`, 'FORBIDDEN'],
      [`copy orders to program 'cat'`, 'FORBIDDEN'],
    ] as const) {
      const answer = await attempt(asStaff, lived, text)
      expect(typeof answer, `${text}: ${JSON.stringify(answer)}`).toBe('string')
      if (expected) expect(answer, text).toBe(expected)
    }
  })

  test('a setting that somebody slipped in is no context: the row goes nowhere else', async ({ lived, other }) => {
    const slipped = asStaff(lived, async (tx) => {
      await tx.execute(sql`select app.enter(${'x'.repeat(151)})`)
      return tx.execute(sql`select * from orders where tenant_id = ${other.tenantId}`)
    })
    await expect(slipped).rejects.toMatchObject({ code: 'CONTEXT_ALREADY_SET' })
  })
})

describe('the audit log', () => {
  test('says who changed which columns of which row, and no value', async ({ tenant }) => {
    const { tenantId, branchId } = tenant
    const street = 'Calle Secreta'
    await asStaff(tenant, (tx) => tx.update(branches).set({ street, ivaRate: rate('0.08') }))
    const entries = await asStaff(tenant, (tx) => tx.select().from(auditLog).orderBy(auditLog.id))
    expect(entries.at(-1)).toEqual({
      tenantId,
      id: expect.any(String),
      actor: `staff:${tenant.ownerMembershipId}`,
      action: 'update',
      tableName: 'branches',
      rowId: branchId,
      columnNames: ['iva_rate', 'street'],
      at: expect.any(Date),
    })
    const insert = entries.find(({ action, tableName }) => action === 'insert' && tableName === 'tenants')
    expect(insert).toMatchObject({
      actor: 'service:00000000-0000-0000-0000-000000000000',
      rowId: tenantId,
      columnNames: ['created_at', 'display_name', 'legal_name', 'slug', 'status', 'tenant_id'],
    })
    expect(JSON.stringify(entries)).not.toContain(street)
  })

  test('takes no entry in another name', async ({ lived }) => {
    const forged = `insert into audit_log (tenant_id, actor, action, table_name, row_id, column_names)
      values ('${lived.tenantId}', 'staff:${lived.customerId}', 'update', 'orders', '${lived.orderId}', '{}')`
    expect(await attempt(asStaff, lived, forged)).toBe('FORBIDDEN')
  })
})
