import { literal } from '../../../kernel/ddl.ts'
import { type Attack, type Case, type Judge, refused } from '../attack.ts'
import type { ForeignKey } from '../catalog.ts'
import type { Scene } from '../scene.ts'
import { copyOf, onOpenTables } from './build.ts'

// What follows runs as a superuser, whom no policy stops: the rule must be held by the constraint alone, because checks
// of constraints see every row, whoever asks.
const superuser = { attackers: ['superuser'], modes: ['default'] } as const

/** Its own tenant's row, pointed at the other tenant's. Triggers of the table are off, those of its keys are not. */
function pointAcross({ table, columns, parent, parentColumns }: ForeignKey, { attacker, victim, tables }: Scene) {
  if (!tables.some(({ name }) => name === parent)) return undefined
  const assignments = columns.map((column, i) => `${column} = p.${parentColumns[i] ?? column}`)
  // A row of the attacker's that does not point there already, the victim's row, one by one.
  return [
    `alter table ${table} disable trigger user`,
    `update ${table} c set ${assignments.join(', ')}
     from (select * from ${parent} where tenant_id = ${victim.id} limit 1) p
     where c.tenant_id = ${attacker.id}
       and (c.tenant_id, c.ctid, c.tableoid) = (select o.tenant_id, o.ctid, o.tableoid from ${table} o where o.tenant_id = ${attacker.id} limit 1)`,
    'set constraints all immediate',
  ]
}

/** Anything but "no such row" leaves it open whether the key would have seen the difference. */
const refusedByKey: Judge = (answer) => {
  if (answer.code === undefined) return 'leak'
  // Another constraint of the row came first: the catalogue check C06 still looks at the key.
  return answer.code.startsWith('23') ? 'held' : 'broken'
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
        .flatMap((key): Case[] => {
          const statements = pointAcross(key, scene)
          return statements ? [{ target: `${key.table} ${key.name}`, statements }] : []
        }),
  },
  {
    id: 'K02',
    name: 'collides with a key of the other tenant',
    reason: 'a unique key without the tenant tells what others have, and lets ON CONFLICT reach it',
    judge: (answer) => (answer.code === 'LK002' ? 'leak' : answer.code === undefined ? 'held' : 'broken'),
    ...superuser,
    control: { none: 'whoever attacks is the superuser' },
    // Without triggers, so that nothing but keys and checks can refuse: their row, as the attacker's own.
    cases: onOpenTables((table, { attacker }) => [
      'set local session_replication_role = replica',
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
