import type { Table } from '../../../src/testing/isolation/catalog.ts'
import type { Scene } from '../../../src/testing/isolation/scene.ts'
import type { Mutant } from './mutant.ts'

const guard = 'tenant_id = (select app.tenant_id())'
const everybody = `(select app.actor_kind()) in ('customer', 'staff', 'courier', 'service')`

/** The same table under another guard. */
const withGuard = (policy: string, table: string, definition: string): string[] => [
  `drop policy ${policy} on ${table}`,
  `create policy ${policy} on ${table} ${definition}`,
]

type OnTable = readonly [id: string, name: string, statements: (table: string, guardName: string) => readonly string[]]

const onAnyTable: readonly OnTable[] = [
  ['T01', 'no guard', (t, g) => [`drop policy ${g} on ${t}`]],
  ['T02', 'row security off', (t) => [`alter table ${t} disable row level security`]],
  ['T03', 'row security not forced', (t) => [`alter table ${t} no force row level security`]],
  [
    'T04',
    'a permissive guard',
    (t, g) => withGuard(g, t, `as permissive for all to public using (${guard}) with check (${guard})`),
  ],
  ['T05', 'a guard of reads alone', (t, g) => withGuard(g, t, `as restrictive for select to public using (${guard})`)],
  [
    'T06',
    'a guard of inserts alone',
    (t, g) => withGuard(g, t, `as restrictive for insert to public with check (${guard})`),
  ],
  [
    'T07',
    'a guard that checks no new row',
    (t, g) => withGuard(g, t, `as restrictive for all to public using (${guard}) with check (true)`),
  ],
  [
    'T08',
    'a guard that shows every row',
    (t, g) => withGuard(g, t, `as restrictive for all to public using (true) with check (${guard})`),
  ],
  [
    'T09',
    'a guard for one role',
    (t, g) => withGuard(g, t, `as restrictive for all to app_user using (${guard}) with check (${guard})`),
  ],
  [
    'T10',
    'a guard for the wrong role',
    (t, g) => withGuard(g, t, `as restrictive for all to app_admin using (${guard}) with check (${guard})`),
  ],
  [
    'T11',
    'a guard that is asked row by row',
    (t, g) =>
      withGuard(
        g,
        t,
        'as restrictive for all to public using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id())',
      ),
  ],
  [
    'T12',
    'a guard with a way around',
    (t, g) =>
      withGuard(
        g,
        t,
        `as restrictive for all to public using (${guard} or current_setting('app.bypass', true) = 'on') with check (${guard})`,
      ),
  ],
  [
    'T13',
    'a guard that is inverted',
    (t, g) =>
      withGuard(
        g,
        t,
        `as restrictive for all to public using (tenant_id <> (select app.tenant_id())) with check (${guard})`,
      ),
  ],
  [
    'T14',
    'a guard that any tenant passes',
    (t, g) =>
      withGuard(
        g,
        t,
        'as restrictive for all to public using (tenant_id is not null) with check (tenant_id is not null)',
      ),
  ],
  ['T15', 'one more policy, of reads', (t) => [`create policy spied on ${t} for select to public using (true)`]],
  ['T16', 'one more policy, of inserts', (t) => [`create policy spied on ${t} for insert to public with check (true)`]],
  [
    'T17',
    'one more policy, of updates',
    (t) => [`create policy spied on ${t} for update to public using (true) with check (true)`],
  ],
  [
    'T18',
    'one more policy and the grant, of deletes',
    (t) => [`create policy spied on ${t} for delete to public using (true)`, `grant delete on ${t} to app_user`],
  ],
  [
    'T19',
    'one more policy, for the login by name',
    (t) => [`create policy spied on ${t} as permissive for select to app_user using (false)`],
  ],
  ['T20', 'a grant of TRUNCATE', (t) => [`grant truncate on ${t} to app_user`]],
  ['T21', 'a grant of REFERENCES', (t) => [`grant references on ${t} to app_user`]],
  ['T22', 'a grant of TRIGGER', (t) => [`grant trigger on ${t} to app_user`]],
  ['T23', 'a grant to PUBLIC', (t) => [`grant select on ${t} to public`]],
  ['T24', 'a grant that can be handed on', (t) => [`grant select on ${t} to app_user with grant option`]],
  ['T25', 'a grant to move rows', (t) => [`grant update (tenant_id) on ${t} to app_user`]],
  [
    'T27',
    'a tenant that can be changed while a trigger is off',
    (t) => [`alter table ${t} disable trigger ${t.split('.').at(-1) ?? t}_tenant_is_final`],
  ],
  [
    'T28',
    'a unique key of an expression',
    (t) => [`create unique index spied on ${t} ((nullif(tenant_id, tenant_id)))`],
  ],
  [
    'T29',
    'a table that the application owns',
    (t) => [
      `grant create on schema public to app_user`,
      `alter table ${t} owner to app_user`,
      `revoke create on schema public from app_user`,
    ],
  ],
  ['T30', 'a table that a superuser owns', (t) => [`alter table ${t} owner to postgres`]],
]

const onTablesInTurn = (scene: Scene): Mutant[] => {
  const guarded = scene.tables.filter(({ closed, name }) => !closed && scene.declared.has(name))
  return onAnyTable.map(([id, name, statements], i) => {
    const table = pick(guarded, i * 7).name
    return {
      id,
      name: `${name}: ${table}`,
      table,
      statements: statements(table, `${table.split('.').at(-1) ?? ''}_tenant`),
    }
  })
}

/** Of the partition that has the rows. */
const thisMonth = `_p${new Date().toISOString().slice(0, 7).replace('-', '_')}`

/** What needs a table of some kind: the first that is of it. */
export function tableMutants(scene: Scene): readonly Mutant[] {
  const { tables, declared, foreignKeys, partitions } = scene
  const named = (wanted: (name: string) => boolean) =>
    pick(
      tables.filter(({ name }) => wanted(name)),
      0,
    ).name
  const bound = named((name) => declared.get(name)?.select.ownRowsOnly.includes('customer') === true)
  const notForCouriers = named((name) => {
    const select = declared.get(name)?.select
    return select !== undefined && select.kinds.length > 0 && !select.kinds.includes('courier')
  })
  const updated = named(
    (name) =>
      declared.get(name)?.update.kinds.includes('staff') === true &&
      declared.get(name)?.update.kinds.includes('courier') === false,
  )
  const inserted = named(
    (name) =>
      declared.get(name)?.insert.kinds.includes('staff') === true &&
      declared.get(name)?.insert.kinds.includes('courier') === false,
  )
  const stamped = named((name) => declared.get(name)?.policies.some((policy) => policy.includes('_stamped ')) === true)
  const withId = tables.filter(({ columns, closed, partitioned }) => columns.includes('id') && !closed && !partitioned)
  const keyed = pick(withId, 2).name
  const key = foreignKeys.find(
    ({ parent, parentColumns }) => withId.some(({ name }) => name === parent) && parentColumns.join() === 'id',
  )
  const partition = partitions.find((name) => name.includes(thisMonth)) ?? ''
  const parent = partition.replace(/_p[0-9_]+$/, '')
  const short = (table: string) => table.split('.').at(-1) ?? ''
  if (!key || partition === '') throw new Error('no foreign key, or no partition, to break')
  return [
    ...onTablesInTurn(scene),
    {
      id: 'T26',
      // Of one that is changed at all: where rows are only added, another trigger refuses this change too.
      name: `a tenant that can be changed: ${updated}`,
      table: updated,
      statements: [`drop trigger ${short(updated)}_tenant_is_final on ${updated}`],
    },
    {
      id: 'U01',
      name: `customers see all rows: ${bound}`,
      table: bound,
      statements: [`alter policy ${short(bound)}_select on ${bound} using (${everybody})`],
    },
    {
      id: 'U02',
      name: `couriers see rows: ${notForCouriers}`,
      table: notForCouriers,
      statements: [`alter policy ${short(notForCouriers)}_select on ${notForCouriers} using (${everybody})`],
    },
    {
      id: 'U03',
      name: `couriers update rows: ${updated}`,
      table: updated,
      statements: [
        `alter policy ${short(updated)}_update on ${updated} using (${everybody}) with check (${everybody})`,
      ],
    },
    {
      id: 'U04',
      name: `couriers insert rows: ${inserted}`,
      table: inserted,
      statements: [`alter policy ${short(inserted)}_insert on ${inserted} with check (${everybody})`],
    },
    {
      id: 'U05',
      name: `stamps that anybody writes: ${stamped}`,
      table: stamped,
      statements: [`drop policy ${short(stamped)}_stamped on ${stamped}`],
    },
    {
      id: 'U06',
      name: `no policy at all: ${notForCouriers}`,
      table: notForCouriers,
      statements: [`drop policy ${short(notForCouriers)}_select on ${notForCouriers}`],
    },
    {
      id: 'U07',
      name: `a foreign key without the tenant: ${key.name}`,
      table: key.table,
      statements: [
        `create unique index spied on ${key.parent} (id)`,
        `alter table ${key.table} drop constraint ${key.name}`,
        `alter table ${key.table} add constraint ${key.name} foreign key (${key.columns.join(', ')}) references ${key.parent} (id)`,
      ],
    },
    {
      id: 'U08',
      name: `a unique key of ids alone: ${keyed}`,
      table: keyed,
      statements: [`create unique index spied on ${keyed} (id)`],
    },
    {
      id: 'U09',
      name: `a unique key with the tenant behind: ${keyed}`,
      table: keyed,
      statements: [`create unique index spied on ${keyed} (id, tenant_id)`],
    },
    {
      id: 'P01',
      name: `a partition without guard: ${partition}`,
      table: parent,
      statements: [`drop policy ${short(partition)}_tenant on ${partition}`],
    },
    {
      id: 'P02',
      name: `a partition without row security: ${partition}`,
      table: parent,
      statements: [`alter table ${partition} disable row level security`],
    },
    {
      id: 'P03',
      name: `a partition that is not forced: ${partition}`,
      table: parent,
      statements: [`alter table ${partition} no force row level security`],
    },
    {
      id: 'P04',
      name: `a partition that is granted: ${partition}`,
      table: parent,
      statements: [`grant select on ${partition} to app_user`],
    },
    {
      id: 'P05',
      name: `a partition made by hand: ${parent}`,
      table: parent,
      statements: [
        `create table public.spied partition of ${parent} for values from ('ffffffff-0000-0000-0000-000000000000') to (maxvalue)`,
      ],
    },
    {
      id: 'V01',
      name: `a view of a superuser: ${keyed}`,
      table: keyed,
      statements: [`create view public.spied as select * from ${keyed}`, 'grant select on public.spied to app_user'],
    },
    {
      id: 'V02',
      name: `a view of the owner: ${keyed}`,
      table: keyed,
      statements: [
        `create view public.spied as select * from ${keyed}`,
        'alter view public.spied owner to app_owner',
        'grant select on public.spied to app_user',
      ],
    },
    {
      id: 'V03',
      name: `a view whose option was taken back: ${keyed}`,
      table: keyed,
      statements: [
        `create view public.spied with (security_invoker = true) as select * from ${keyed}`,
        'grant select on public.spied to app_user',
        'alter view public.spied set (security_invoker = false)',
      ],
    },
    {
      id: 'V04',
      name: `a materialized copy: ${keyed}`,
      table: keyed,
      statements: [
        `create materialized view public.spied as select * from ${keyed}`,
        'grant select on public.spied to app_user',
      ],
    },
    {
      id: 'S01',
      name: 'a shared table that can be written',
      statements: [`grant insert, delete on ${shared(scene)} to app_user`],
    },
    {
      id: 'S02',
      name: 'keys that can be read',
      statements: [
        'grant usage on schema app_private to app_user',
        'grant select on app_private.context_keys to app_user',
      ],
    },
  ]
}

/** One that is not the keys'. */
const shared = (scene: Scene): string => scene.shared.find((name) => name.startsWith('public.')) ?? ''

function pick(tables: readonly Table[], i: number): Table {
  const table = tables[i % Math.max(tables.length, 1)]
  if (!table) throw new Error('no table to break')
  return table
}
