import { foreignKey, text, uuid } from 'drizzle-orm/pg-core'
import { describe, expect } from 'vitest'
import { factsOf } from '../../src/kernel/ddl.ts'
import { allow, id, isActor, tenantTable } from '../../src/rls.ts'
import { orders } from '../../src/schema.ts'
import { anOrder, asCustomer, newTenant, proveIsolation, type TestDb, type TestTenant } from '../../src/testing.ts'
import { test as base } from '../database.ts'
import { asSuperuser } from './as-owner.ts'

/** A table of an application's own, beside ours. */
const orderNotes = tenantTable(
  'order_notes',
  {
    id: id(),
    orderId: uuid('order_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    body: text('body').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'order_notes_order_fk',
        columns: [t.tenantId, t.orderId],
        foreignColumns: [orders.tenantId, orders.id],
      }),
    ],
    access: (t) => [
      allow('select', { staff: true, customer: isActor(t.customerId) }),
      allow('insert', { customer: isActor(t.customerId) }),
      allow('update', { staff: true }, [t.body]),
    ],
  },
)

const guard = 'tenant_id = (select app.tenant_id())'
const ofCustomer = `((select app.actor_kind()) = 'customer' and customer_id = (select app.actor_id()))`
const ofStaff = `(select app.actor_kind()) = 'staff'`

/** What the application's own migration does. */
const migration: readonly string[] = [
  `create table public.order_notes (
    tenant_id uuid not null default app.tenant_id(), id uuid not null default app.uuid_v7(),
    order_id uuid not null, customer_id uuid not null, body text not null,
    constraint order_notes_pkey primary key (tenant_id, id),
    constraint order_notes_order_fk foreign key (tenant_id, order_id) references orders (tenant_id, id)
  )`,
  'alter table order_notes enable row level security',
  `create policy order_notes_tenant on order_notes as restrictive for all to public using (${guard}) with check (${guard})`,
  'create policy order_notes_owner on order_notes for all to app_owner using (true) with check (true)',
  `create policy order_notes_select on order_notes for select to public using (${ofStaff} or ${ofCustomer})`,
  `create policy order_notes_insert on order_notes for insert to public with check (${ofCustomer})`,
  `create policy order_notes_update on order_notes for update to public using (${ofStaff}) with check (${ofStaff})`,
  ...(factsOf(orderNotes)?.ddl ?? []).flatMap(({ up }) => up),
]

const asOwner = (db: TestDb, statements: readonly string[]) =>
  asSuperuser(db, 'set local role app_owner', ...statements)

const test = base.extend<{ notes: TestDb }>({
  notes: [
    async ({ db }, use) => {
      await asOwner(db, migration)
      await use(db)
    },
    { scope: 'file' },
  ],
})

async function aTenantWithNotes(db: TestDb): Promise<TestTenant> {
  const tenant = await newTenant(db)
  const { id: orderId } = await anOrder(tenant)
  const { customerId } = tenant
  await asCustomer(tenant, (tx) => tx.insert(orderNotes).values({ orderId, customerId, body: 'Sin cebolla' }))
  return tenant
}

const prove = (db: TestDb) =>
  proveIsolation(db, { schema: { orderNotes }, tenant: aTenantWithNotes, modes: ['default'] })

/** The proof while something is broken, which is mended whatever happens. */
async function proveBroken(db: TestDb, make: readonly string[], mend: readonly string[]) {
  await asOwner(db, make)
  try {
    return await prove(db)
  } finally {
    await asOwner(db, mend)
  }
}

/** A hole, the statements that make and mend it, and attacks that must be among those that find it. */
const holes: readonly (readonly [
  name: string,
  make: readonly string[],
  mend: readonly string[],
  found: readonly string[],
])[] = [
  [
    'has row security off',
    ['alter table order_notes disable row level security'],
    ['alter table order_notes enable row level security'],
    ['R01', 'R24', 'W01', 'N13', 'C01'],
  ],
  [
    'does not force it',
    ['alter table order_notes no force row level security'],
    ['alter table order_notes force row level security'],
    ['O01', 'O03', 'C01'],
  ],
  [
    'has no guard',
    ['drop policy order_notes_tenant on order_notes'],
    [
      `create policy order_notes_tenant on order_notes as restrictive for all to public using (${guard}) with check (${guard})`,
    ],
    ['R01', 'W01', 'C02', 'C19'],
  ],
  [
    'has a policy that is true',
    ['create policy order_notes_public on order_notes for select to public using (true)'],
    ['drop policy order_notes_public on order_notes'],
    ['N13', 'N15', 'C04', 'C19'],
  ],
  [
    'refers to another by its id alone',
    [
      'reset role',
      'create unique index orders_by_id on orders (id)',
      'alter table order_notes drop constraint order_notes_order_fk',
      'alter table order_notes add constraint order_notes_order_fk foreign key (order_id) references orders (id)',
    ],
    [
      'reset role',
      'alter table order_notes drop constraint order_notes_order_fk',
      'alter table order_notes add constraint order_notes_order_fk foreign key (tenant_id, order_id) references orders (tenant_id, id)',
      'drop index orders_by_id',
    ],
    ['K01', 'C06'],
  ],
  [
    'has a key that all tenants share',
    ['create unique index order_notes_id_key on order_notes (id)'],
    ['drop index order_notes_id_key'],
    ['K02', 'C06'],
  ],
  [
    'can be truncated',
    ['grant truncate on order_notes to app_user'],
    ['revoke truncate on order_notes from app_user'],
    ['W24', 'W25', 'C07'],
  ],
  [
    'lets its rows change their tenant',
    ['alter table order_notes disable trigger order_notes_tenant_is_final'],
    ['alter table order_notes enable trigger order_notes_tenant_is_final'],
    ['K03', 'C15'],
  ],
  [
    'has a view that reads as its owner',
    [
      'reset role',
      'create view public.notes_view as select * from order_notes',
      'grant select on notes_view to app_user',
    ],
    ['reset role', 'drop view notes_view'],
    ['V01', 'C09'],
  ],
  [
    'has a function that reads as a superuser',
    [
      'reset role',
      'create function app.notes_of(of_tenant uuid) returns setof text language sql security definer as $$ select body from public.order_notes where tenant_id = of_tenant $$',
      'grant execute on function app.notes_of(uuid) to app_user',
    ],
    ['reset role', 'drop function app.notes_of(uuid)'],
    ['C12'],
  ],
]

describe('proveIsolation over the tables of an application', () => {
  test('finds nothing where nothing is wrong, and says what it did', async ({ notes: db }) => {
    const proof = await proveIsolation(db, { schema: { orderNotes }, tenant: aTenantWithNotes })
    expect(proof).toMatchObject({ leaks: [], tables: 1, modes: ['default', 'strict'] })
    expect(proof.attacks).toBeGreaterThan(60)
    expect(proof.cases).toBeGreaterThan(2 * proof.attacks)
    expect(proof.controls).toBeGreaterThan(60)
    expect(proof.residual.map(({ name }) => name)).toContain('a context written by hand, in the default mode')
  })

  test('leaves nothing behind but two tenants', async ({ notes: db }) => {
    await prove(db)
    const [left] = await asSuperuser(
      db,
      `select (select count(*)::int from app_private.context_keys where key_id > 9000) as keys,
        (select count(*)::int from pg_trigger where tgname like '!%') as triggers,
        to_regnamespace('isolation_spy') is null as unwatched, app.strict() as strict`,
    )
    expect(left).toEqual({ keys: 0, triggers: 0, unwatched: true, strict: false })
  })

  test.for(holes)('finds it when one %s', async ([, make, mend, found], { notes: db }) => {
    const { leaks } = await proveBroken(db, make, mend)
    expect([...new Set(leaks.map(({ attack }) => attack))]).toEqual(expect.arrayContaining([...found]))
  })

  test('says where, as whom and what came back', async ({ notes: db }) => {
    const off = 'alter table order_notes disable row level security'
    const { leaks } = await proveBroken(db, [off], [off.replace('disable', 'enable')])
    expect(leaks.find(({ attack, as }) => attack === 'R01' && as === 'courier')).toEqual({
      attack: 'R01',
      name: 'reads the whole table',
      target: 'public.order_notes',
      as: 'courier',
      mode: 'default',
      answer: expect.stringContaining('Sin cebolla'),
    })
  })

  test('refuses when a table has no row to attack, and names it', async ({ notes: db }) => {
    const proving = proveIsolation(db, { schema: { orderNotes }, tenant: newTenant })
    await expect(proving).rejects.toThrow('no row to attack in public.order_notes')
  })

  test('refuses when an attack would not bite', async ({ notes: db }) => {
    // The rule refuses everybody before the row is reached: whatever held the attack, it was not the policy.
    const never = `create trigger "!! never" before delete on order_notes for each row execute function app.refuse_change()`
    const proving = proveBroken(db, [never], ['drop trigger "!! never" on order_notes'])
    await expect(proving).rejects.toThrow(/would not bite.*W09 on public\.order_notes/)
  })
})
