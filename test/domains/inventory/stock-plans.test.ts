import { expect } from 'vitest'
import { newId } from '../../../src/index.ts'
import type { TestDb, TestTenant } from '../../../src/testing.ts'
import { test as base } from '../../database.ts'
import { asOwnerUndone, asSuperuser } from '../as-owner.ts'
import { describeOnServer } from '../only-on-server.ts'
import { aStock, claim, consume, release } from './a-stock.ts'

/** Many levels and held reservations, of this tenant's other branches and of other tenants; past every rule. */
const fill = ({ tenantId }: TestTenant): readonly string[] => [
  'set local session_replication_role = replica',
  ...[
    [`'${tenantId}'`, 50],
    ['gen_random_uuid()', 500],
  ].flatMap(([tenant, branches]) => [
    `insert into stock_levels (tenant_id, branch_id, stock_item_id, on_hand, movement_seq)
     select b.tenant_id, b.branch_id, gen_random_uuid(), 9, 1
     from (select ${tenant}::uuid as tenant_id, gen_random_uuid() as branch_id from generate_series(1, ${branches})) b, generate_series(1, 100)`,
    `insert into stock_reservations (tenant_id, order_id, stock_item_id, branch_id, quantity, expires_at)
     select ${tenant}::uuid, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, now() from generate_series(1, ${branches} * 100)`,
  ]),
]

const test = base.extend<{ stock: readonly string[] }>({
  stock: async ({ db, tenant }, use) => {
    const items = await aStock(tenant, { a: '99', b: '99', c: '99' })
    await asSuperuser(db, ...fill(tenant))
    await asSuperuser(db, 'analyze stock_levels, stock_reservations')
    await use(Object.values(items))
  },
})

/** How many rows the last of the statements reads of levels and reservations. */
async function read(db: TestDb, tenant: TestTenant, ...statements: readonly string[]): Promise<number> {
  const last = statements.at(-1) ?? ''
  const rows = `select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::int as n
    from pg_stat_xact_user_tables where relname in ('stock_levels', 'stock_reservations')`
  const [one] = await asOwnerUndone<{ n: number }>(db, tenant.service, ...statements.slice(0, -1), rows)
  const [two] = await asOwnerUndone<{ n: number }>(db, tenant.service, ...statements.slice(0, -1), last, rows)
  return (two?.n ?? 0) - (one?.n ?? 0)
}

describeOnServer('of 55,000 levels and as many reservations, an order of three things reads few:', () => {
  const order = newId()
  const need = (stock: readonly string[]) => stock.map((stockItemId) => ({ stockItemId, quantity: '1' }))

  test('to claim them', async ({ db, tenant, stock }) => {
    expect(await read(db, tenant, claim(tenant, order, need(stock)))).toBeLessThan(30)
  })

  test('to give them back', async ({ db, tenant, stock }) => {
    expect(await read(db, tenant, claim(tenant, order, need(stock)), release(tenant, order))).toBeLessThan(30)
  })

  test('to use them up', async ({ db, tenant, stock }) => {
    expect(await read(db, tenant, claim(tenant, order, need(stock)), consume(tenant, order))).toBeLessThan(30)
  })

  test('where joined to what it needs, it would read all of the tenant', async ({ db, tenant, stock }) => {
    const joined = `update stock_levels l set reserved = l.reserved + n.quantity
      from (select (d ->> 'stockItemId')::uuid as id, 1 as quantity from jsonb_array_elements('${JSON.stringify(need(stock))}') d) n
      where l.tenant_id = '${tenant.tenantId}' and n.id = l.stock_item_id and l.on_hand - l.reserved >= n.quantity`
    expect(await read(db, tenant, joined)).toBeGreaterThan(1000)
  })
})
