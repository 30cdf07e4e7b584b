import { type Attack, type Judge, notAdded, refused, unseen } from '../attack.ts'
import type { Table } from '../catalog.ts'
import type { Scene } from '../scene.ts'
import { copyOf, onTables, type Statements } from './build.ts'

type Write = readonly [
  id: string,
  name: string,
  reason: string,
  judge: Judge,
  statements: (t: Table, scene: Scene) => Statements,
  more?: Partial<Attack>,
]

const some = { control: 'some' } as const
const refusedAlways = refused('42501')
const final = {
  control: { none: 'a row is moved to another tenant by nobody, superusers included: K03 attacks that rule itself' },
} as const

const writes: readonly Write[] = [
  [
    'W01',
    'updates blindly',
    'no WHERE, no RETURNING: SELECT policies are not asked',
    unseen,
    (t) => `update ${t.name} set ${t.settable} = ${t.settable}`,
  ],
  [
    'W02',
    'updates by tenant',
    'an id taken from a URL',
    unseen,
    (t, { victim }) => `update ${t.name} set ${t.settable} = ${t.settable} where tenant_id = ${victim.id}`,
  ],
  [
    'W03',
    'updates and returns',
    'RETURNING reads',
    unseen,
    (t) => `update ${t.name} t set ${t.settable} = ${t.settable} returning t::text`,
  ],
  [
    'W04',
    'updates through a join',
    'the joined relation has only its SELECT policy',
    unseen,
    (t) => `update ${t.name} t set ${t.settable} = t.${t.settable} from ${t.name} o where o.tenant_id = t.tenant_id`,
  ],
  [
    'W05',
    'updates inside a CTE',
    'a write that looks like a read',
    unseen,
    (t) =>
      `with w as (update ${t.name} set ${t.settable} = ${t.settable} returning tenant_id) select tenant_id::text from w`,
  ],
  [
    'W06',
    'moves its rows to the other tenant',
    'planting rows by changing their tenant',
    refused('42501'),
    (t, { attacker, victim }) => `update ${t.name} set tenant_id = ${victim.id} where tenant_id = ${attacker.id}`,
    final,
  ],
  [
    'W07',
    'moves rows there blindly',
    'without a WHERE only the CHECK of the policy is asked',
    refused('42501'),
    (t, { victim }) => `update ${t.name} set tenant_id = ${victim.id}`,
    final,
  ],
  [
    'W08',
    'takes the rows of the other tenant over',
    'the other direction',
    unseen,
    (t, { attacker, victim }) => `update ${t.name} set tenant_id = ${attacker.id} where tenant_id = ${victim.id}`,
  ],
  ['W09', 'deletes blindly', 'no WHERE, no RETURNING', unseen, (t) => `delete from ${t.name}`],
  [
    'W10',
    'deletes by tenant',
    'an id taken from a URL',
    unseen,
    (t, { victim }) => `delete from ${t.name} where tenant_id = ${victim.id}`,
  ],
  ['W11', 'deletes and returns', 'RETURNING reads', unseen, (t) => `delete from ${t.name} t returning t::text`],
  [
    'W12',
    'deletes through a join',
    'USING is another range table',
    unseen,
    (t) => `delete from ${t.name} t using ${t.name} o where o.tenant_id = t.tenant_id`,
  ],
  [
    'W13',
    'deletes inside a CTE',
    'a write that looks like a read',
    unseen,
    (t) => `with w as (delete from ${t.name} returning tenant_id) select tenant_id::text from w`,
  ],
  ['W14', 'inserts a whole row there', 'a row that only the policy can stop', notAdded, (t) => copyOf(t), some],
  [
    'W15',
    'inserts a bare row there',
    'whatever a constraint says afterwards, the policy must say it first',
    notAdded,
    (t, { victim }) => `insert into ${t.name} (tenant_id) values (${victim.id})`,
    some,
  ],
  [
    'W16',
    'inserts there and returns',
    'RETURNING reads',
    notAdded,
    (t) => `${copyOf(t)} returning tenant_id::text`,
    some,
  ],
  [
    'W17',
    'inserts copies of its own rows there',
    'INSERT … SELECT',
    notAdded,
    (t, { attacker, victim }) =>
      `insert into ${t.name} (${t.columns.join(', ')}) overriding system value select ${t.columns.map((column) => (column === 'tenant_id' ? victim.id : column)).join(', ')} from ${t.name} where tenant_id = ${attacker.id} limit 1`,
    { control: 'some', judge: insertedFromOwn },
  ],
  [
    'W18',
    'inserts there, doing nothing on conflict',
    'a silent conflict tells that the row exists',
    notAdded,
    (t) => `${copyOf(t)} on conflict do nothing`,
    { control: 'some' },
  ],
  [
    'W19',
    'inserts its own row with every key of theirs',
    'a key without the tenant would collide, and tell (CVE-2026-120154)',
    unseen,
    (t, { attacker, victim }) =>
      `${copyOf(t, attacker.id)} on conflict (${t.columns.includes('id') ? 'tenant_id, id' : 'tenant_id'}) do update set ${t.settable} = excluded.${t.settable} where ${t.name}.tenant_id = ${victim.id}`,
    {
      control: {
        none: 'keys start with the tenant, so the conflict cannot be met by anybody; K02 attacks that rule itself',
      },
      judge: conflictMet,
    },
  ],
  [
    'W20',
    'merges: deletes what matches',
    'MERGE has policies of its own (CVE-2023-39418)',
    unseen,
    (t, { victim }) =>
      `merge into ${t.name} t using (values (${victim.id}::uuid)) v(id) on t.tenant_id = v.id when matched then delete`,
  ],
  [
    'W21',
    'merges: updates what matches',
    'the UPDATE branch',
    unseen,
    (t, { victim }) =>
      `merge into ${t.name} t using (values (${victim.id}::uuid)) v(id) on t.tenant_id = v.id when matched then update set ${t.settable} = t.${t.settable}`,
  ],
  [
    'W22',
    'merges: inserts what is not matched',
    'the INSERT branch',
    notAdded,
    (t, { victim }) =>
      `merge into ${t.name} t using (values (${victim.id}::uuid)) v(id) on false when not matched then insert (tenant_id) values (v.id)`,
    some,
  ],
  [
    'W23',
    'writes at the position of a cursor',
    'WHERE CURRENT OF names no row',
    unseen,
    (t, { victim }) => [
      `declare spied_w cursor for select 1 from ${t.name} where tenant_id = ${victim.id} for update`,
      'fetch 1 from spied_w',
      `delete from ${t.name} where current of spied_w`,
    ],
    { judge: cursorMoved },
  ],
  ['W24', 'truncates', 'TRUNCATE asks no policy', refusedAlways, (t) => `truncate ${t.name}`, some],
  [
    'W25',
    'truncates with what refers to it',
    'CASCADE reaches tables that were not named',
    refusedAlways,
    (t) => `truncate ${t.name} cascade`,
  ],
  [
    'W26',
    'copies rows in',
    'COPY FROM has no policy, and must be refused',
    copyRefused,
    (t) => `copy ${t.name} from stdin`,
    { engines: ['server'], oneByOne: true },
  ],
  [
    'W27',
    'switches row security off',
    'the owner alone may',
    refusedAlways,
    (t) => `alter table ${t.name} disable row level security`,
  ],
  [
    'W28',
    'adds a policy',
    'permissive policies add up',
    refusedAlways,
    (t) => `create policy spied on ${t.name} using (true)`,
  ],
  [
    'W29',
    'adds a trigger',
    'it would run in the transactions of others',
    refusedAlways,
    (t) =>
      `create trigger spied before insert on ${t.name} for each row execute function pg_catalog.suppress_redundant_updates_trigger()`,
    some,
  ],
  [
    'W30',
    'adds a rule',
    'rules rewrite the statements of others',
    refusedAlways,
    (t) => `create rule spied as on insert to ${t.name} do instead nothing`,
  ],
  [
    'W31',
    'indexes an expression',
    'it is evaluated on every row, by whoever builds it',
    refusedAlways,
    (t) => `create index spied on ${t.name} ((tenant_id::text))`,
  ],
  ['W32', 'drops it', 'the owner alone may', refusedAlways, (t) => `drop table ${t.name} cascade`],
]

/** An own row that the actor cannot read is not there to be copied: nothing was inserted, and nothing said why. */
function insertedFromOwn(...[answer, scene]: Parameters<Judge>): ReturnType<Judge> {
  return answer.code === undefined ? 'held' : notAdded(answer, scene)
}

/** By PostgreSQL itself: when it is a trigger that refuses, COPY had been let in. */
function copyRefused(...[answer, scene]: Parameters<Judge>): ReturnType<Judge> {
  return answer.text.includes('PL/pgSQL function') ? 'leak' : refused('42501', '0A000')(answer, scene)
}

/** Where the table has another key there is no such conflict to name: K02 looks at every key. */
function conflictMet(...[answer, scene]: Parameters<Judge>): ReturnType<Judge> {
  return answer.code === '42P10' ? 'held' : unseen(answer, scene)
}

/** 24000: the cursor stands on no row, because it saw none; 34000: it was not even opened. */
function cursorMoved(...[answer, scene]: Parameters<Judge>): ReturnType<Judge> {
  return answer.code === '34000' || answer.code === '24000' ? 'held' : unseen(answer, scene)
}

/** Nothing of the victim is changed, deleted or added to; nothing is added in its name. */
export const writeAttacks: readonly Attack[] = writes.map(([id, name, reason, judge, statements, more]) => ({
  id,
  name,
  reason,
  judge,
  control: 'each',
  cases: onTables(statements),
  ...more,
}))
