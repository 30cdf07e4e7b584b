import type { Attack } from '../attack.ts'
import { type Read, readAttack } from './read.ts'

/** Every form in which a query can name a table. */
const reads: readonly Read[] = [
  ['R01', 'the whole table', 'a WHERE that was forgotten', (t) => `select t::text from ${t} t`],
  [
    'R02',
    'the rows of a tenant, by its id',
    'an id taken from a URL',
    (t, { victim }) => `select t::text from ${t} t where tenant_id = ${victim.id}`,
  ],
  [
    'R03',
    'the rows of everybody else',
    'a condition that no index serves',
    (t, { attacker }) => `select t::text from ${t} t where tenant_id <> ${attacker.id}`,
  ],
  [
    'R04',
    'a range around a tenant',
    'an index scan, not a comparison',
    (t, { victim }) => `select t::text from ${t} t where tenant_id between ${victim.id} and ${victim.id}`,
  ],
  [
    'R05',
    'a list of tenants',
    'ScalarArrayOp takes another path through the index',
    (t, { victim }) => `select t::text from ${t} t where tenant_id = any (array[${victim.id}]::uuid[])`,
  ],
  [
    'R06',
    'whether there is a row',
    'one bit is enough to ask any question',
    (t, { victim }) => `select lower(${victim.id}) where exists (select from ${t} where tenant_id = ${victim.id})`,
  ],
  [
    'R07',
    'how many rows there are',
    'volumes are secrets, too',
    (t, { victim }) => `select lower(${victim.id}) from ${t} where tenant_id = ${victim.id} having count(*) > 0`,
  ],
  [
    'R08',
    'an aggregate over all',
    'it hides the rows and keeps what is in them',
    (t) => `select string_agg(t::text, ';') from ${t} t`,
  ],
  [
    'R09',
    'rows as JSON',
    'whole-row references are expanded late',
    (t) => `select jsonb_agg(to_jsonb(t))::text from ${t} t`,
  ],
  [
    'R10',
    'a scalar subquery',
    'policies apply per range table, nested ones included',
    (t) => `select (select string_agg(t::text, ';') from ${t} t)`,
  ],
  [
    'R11',
    'a materialized CTE',
    'planned apart from the statement around it',
    (t) => `with all_of_it as materialized (select t::text as r from ${t} t) select r from all_of_it`,
  ],
  [
    'R12',
    'a recursive CTE',
    'the recursive term has its own plan',
    (t, { victim }) =>
      `with recursive w as (select ${victim.id}::uuid as id, 0 as n union all select t.tenant_id, n + 1 from w join ${t} t on t.tenant_id = w.id where n < 1) select id::text from w where n = 1`,
  ],
  [
    'R13',
    'a lateral join',
    'its condition is pushed into the scan',
    (t, { victim }) =>
      `select x.r from (values (${victim.id}::uuid)) v(id), lateral (select t::text as r from ${t} t where t.tenant_id = v.id) x`,
  ],
  [
    'R14',
    'an outer join on the tenant',
    'rows survive where the other side is empty',
    (t, { victim }) => `select t::text from (values (${victim.id}::uuid)) v(id) full join ${t} t on t.tenant_id = v.id`,
  ],
  [
    'R15',
    'a self join across tenants',
    'each reference is guarded by itself',
    (t) => `select b::text from ${t} a right join ${t} b on a.tenant_id <> b.tenant_id`,
  ],
  [
    'R16',
    'a union with nothing',
    'set operations plan each branch apart',
    (t) => `select t::text from ${t} t union all select null`,
  ],
  [
    'R17',
    'a window over all',
    'neighbours in a window are rows, too',
    (t) => `select lag(t::text) over (order by tenant_id), lead(t::text) over (order by tenant_id) from ${t} t`,
  ],
  [
    'R18',
    'a sample of the blocks',
    'sampling scans skip ordinary plans',
    (t) => `select t::text from ${t} t tablesample system (100)`,
  ],
  [
    'R19',
    'ONLY the parent',
    'inheritance is expanded after policies',
    (t) => `select t::text from only ${t} t`,
    { control: 'some' },
  ],
  ['R20', 'TABLE', 'a spelling that lists no column', (t) => `table ${t}`],
  [
    'R21',
    'system columns and the row itself',
    'they are no columns of any policy',
    (t) => `select tableoid::regclass::text, t::text from ${t} t`,
  ],
  [
    'R22',
    'rows locked for update',
    'locking asks the UPDATE policies as well',
    (t) => `select t::text from ${t} t for update`,
  ],
  ['R23', 'rows locked for share', 'a weaker lock, other privileges', (t) => `select t::text from ${t} t for share`],
  [
    'R43',
    'grouping sets',
    'a group per tenant is a list of tenants',
    (t) => `select tenant_id::text, count(*) from ${t} group by grouping sets ((tenant_id), ())`,
  ],
  [
    'R44',
    'DISTINCT ON the tenant',
    'one row of each is enough',
    (t) => `select distinct on (tenant_id) t::text from ${t} t`,
  ],
]

export const readAttacks: readonly Attack[] = reads.map(readAttack)
