import { literal } from '../../../kernel/ddl.ts'
import { type Attack, type Case, type Judge, refused } from '../attack.ts'
import type { ForeignKey } from '../catalog.ts'
import type { Scene } from '../scene.ts'
import { copyOf, onOpenTables } from './build.ts'

// What follows runs as a superuser, whom no policy stops: the rule must be held by the constraint alone, because checks
// of constraints see every row, whoever asks.
const superuser = { attackers: ['superuser'], modes: ['default'] } as const

/** Its own tenant's row, pointed at the other tenant's. Triggers of the table are off, those of its keys are not. */
function pointAcross(
  { table, columns, parent, parentColumns }: ForeignKey,
  { attacker, victim }: Scene,
): Case['statements'] {
  const assignments = columns.map((column, i) => `${column} = p.${parentColumns[i] ?? column}`)
  return [
    `alter table ${table} disable trigger user`,
    `do $do$ begin
  update ${table} c set ${assignments.join(', ')}
  from (select * from ${parent} where tenant_id = ${victim.id} limit 1) p
  where c.tenant_id = ${attacker.id}
    and (c.ctid, c.tableoid) = (select o.ctid, o.tableoid from ${table} o where o.tenant_id = ${attacker.id} limit 1);
  if not found then raise no_data_found; end if;
  set constraints all immediate;
end $do$`,
  ]
}

/** Another constraint of the row may come first, or there may be nothing to point at: C06 looks at every key. */
const refusedByKey: Judge = (answer) => {
  if (answer.code === undefined) return 'leak'
  return answer.code.startsWith('23') || answer.code === 'P0002' ? 'held' : 'broken'
}

export const keyAttacks: readonly Attack[] = [
  {
    id: 'K01',
    name: 'refers to a row of the other tenant',
    reason: 'a foreign key without the tenant accepts it, and then cascades, blocks, and tells that the row exists',
    judge: refusedByKey,
    ...superuser,
    control: { none: 'whoever attacks is the superuser' },
    cases: (scene) =>
      scene.foreignKeys
        .filter(({ columns }) => columns.length > 0)
        .map((key): Case => ({ target: `${key.table} ${key.name}`, statements: pointAcross(key, scene) })),
  },
  {
    id: 'K02',
    name: 'collides with a key of the other tenant',
    reason: 'a unique key without the tenant tells what others have, and lets ON CONFLICT reach it',
    judge: (answer) => (answer.code === 'LK002' ? 'leak' : answer.code === undefined ? 'held' : 'broken'),
    ...superuser,
    control: { none: 'whoever attacks is the superuser' },
    // Their row, as the attacker's only one: without triggers nothing but keys and checks can refuse it.
    cases: onOpenTables((table, { attacker }) => [
      'set local session_replication_role = replica',
      `delete from ${table.name} where tenant_id = ${attacker.id}`,
      `do $do$ declare spied_key text; begin
  ${copyOf(table, attacker.id)};
exception when unique_violation then
  get stacked diagnostics spied_key = constraint_name;
  if not exists (
    select from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relname = spied_key and i.indrelid in (select ${literal(table.name)}::regclass union all select relid from pg_partition_tree(${literal(table.name)}::regclass))
      and exists (select from pg_attribute a where a.attrelid = i.indrelid and a.attname = 'tenant_id' and a.attnum = i.indkey[0])
  ) then
    raise exception using errcode = 'LK002', message = 'a key that all tenants share: ' || spied_key;
  end if;
when exclusion_violation or check_violation then null;
end $do$`,
    ]),
  },
  {
    id: 'K03',
    name: 'moves a row to the other tenant',
    reason: 'what a row refers to, and what was granted on it, belongs to the tenant it was made in',
    judge: refused('42501'),
    ...superuser,
    control: { none: 'whoever attacks is the superuser' },
    cases: onOpenTables(
      ({ name }, { attacker, victim }) =>
        `update ${name} set tenant_id = ${victim.id} where tenant_id = ${attacker.id}`,
    ),
  },
]
