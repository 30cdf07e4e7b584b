import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compare } from '../../src/drift/drift.ts'
import { type Difference, drift } from '../../src/migrations.ts'
import { aPatient, engines, type Patient } from './a-patient.ts'

describe.for(engines)('drift on %s', (engine) => {
  let patient: Patient
  beforeAll(async () => {
    patient = await aPatient(engine)
  })
  afterAll(() => patient.stop())

  /** What is named after some statements, all of it undone. */
  async function after(statements: string): Promise<readonly string[]> {
    const { connection } = patient
    await connection.run('begin')
    try {
      await connection.run(statements)
      return (await drift(connection)).map(({ kind, object }: Difference) => `${kind} ${object}`)
    } finally {
      await connection.run('rollback')
    }
  }

  test('is none in a database that the migrations made, partitions included', async () => {
    expect(await drift(patient.connection)).toEqual([])
  })

  test.for([
    ['alter table orders no force row level security', ['differs table public.orders']],
    ['grant truncate on orders to app_user', ['differs table public.orders']],
    ['alter table orders owner to current_user', ['differs table public.orders']],
    ['drop policy orders_tenant on orders', ['missing policy public.orders.orders_tenant']],
    ['alter policy orders_select on orders using (true)', ['differs policy public.orders.orders_select']],
    ['create policy more on orders for select to public using (true)', ['extra policy public.orders.more']],
    [
      'alter table orders disable trigger orders_tenant_is_final',
      ['differs trigger public.orders.orders_tenant_is_final'],
    ],
    ['create rule keep as on delete to orders do instead nothing', ['extra rule public.orders.keep']],
    ['alter table customers add column nickname text', ['extra column public.customers.nickname']],
    ['alter table customers alter column display_name drop not null', ['differs column public.customers.display_name']],
    ['grant update (tenant_id) on customers to app_user', ['differs column public.customers.tenant_id']],
    [
      'create index customers_more_idx on customers (tenant_id, created_at)',
      ['extra index public.customers.customers_more_idx'],
    ],
    ['drop statistics orders_branch_id_tenancy', ['missing statistics public.orders.orders_branch_id_tenancy']],
    ['alter table orders drop constraint orders_pkey cascade', 'orders_pkey'],
    ['alter function app.enter(text) security invoker', ['differs function app.enter(text)']],
    [
      'grant execute on function app.verified(text, timestamptz) to public',
      ['differs function app.verified(text,timestamp with time zone)'],
    ],
    [
      `create or replace function app.tenant_id() returns uuid language sql stable parallel safe as 'select null::uuid'`,
      ['differs function app.tenant_id()'],
    ],
    ['create function app.more() returns int language sql as $$ select 1 $$', ['extra function app.more()']],
    ['create table app_private.more (id int primary key)', 'table app_private.more'],
    ['alter schema app owner to current_user', ['differs schema app']],
    ['grant usage on schema app_private to app_user', ['differs schema app_private']],
    ['alter domain mxn drop constraint mxn_valid', ['differs domain public.mxn']],
  ] as const)('after "%s" names what it changed', async ([statements, expected]) => {
    const found = await after(statements)
    if (typeof expected === 'string') expect(found.some((line) => line.includes(expected))).toBe(true)
    else expect(found).toEqual(expected)
  })

  test.for([
    [
      "an application's own table, that points to ours",
      'create table notes (tenant_id uuid, order_id uuid, id uuid primary key, foreign key (tenant_id, order_id) references orders (tenant_id, id))',
    ],
    [
      "an application's own function and domain in public",
      'create function public.f() returns int language sql as $$ select 1 $$; create domain public.color as text',
    ],
    [
      'the strict context',
      `do $$ begin execute replace(pg_get_functiondef('app.strict()'::regprocedure), 'select false', 'select true'); end $$`,
    ],
    [
      'a partition more',
      `select app.add_partition('outbox', 'outbox_p2099_01_01', format('for values from (%L) to (%L)', app.uuid_v7_floor('2099-01-01'), app.uuid_v7_floor('2099-01-02')))`,
    ],
    ['a storage parameter', 'alter table orders set (fillfactor = 80)'],
  ] as const)('is not %s', async ([, statements]) => {
    expect(await after(statements)).toEqual([])
  })
})

test('a difference says what was expected and what was found', () => {
  const entries = [
    { object: 'table public.a', of: 'public.a', definition: 'forced' },
    { object: 'column public.a.b', of: 'public.a', definition: 'text' },
    { object: 'table public.theirs', of: 'public.theirs', definition: 'off' },
  ]
  expect(compare({ 'table public.a': 'on', 'column public.a.c': 'uuid' }, entries)).toEqual([
    { kind: 'extra', object: 'column public.a.b', found: 'text' },
    { kind: 'missing', object: 'column public.a.c', expected: 'uuid' },
    { kind: 'differs', object: 'table public.a', expected: 'on', found: 'forced' },
  ])
})
