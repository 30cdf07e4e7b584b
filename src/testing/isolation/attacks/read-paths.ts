import { type Attack, unseenNor } from '../attack.ts'
import { literal } from '../../../kernel/ddl.ts'
import { type Read, readAttack } from './read.ts'

/** A hundred times dearer than a scan, and the same for every kind of actor. */
const dear = ['staff', 'nobody'] as const

/** A name inside of a text that the server runs. */
const quoted = (name: string): string => name.replaceAll("'", "''")

/** One per table: a name that is taken would refuse the statement for a reason of its own. */
const plan = (attack: string, table: string): string => `"${attack} ${table.replaceAll('"', '')}"`

/** Every way that the server has to the rows: conditions that leak, plans that are kept, copies, statistics. */
const reads: readonly Read[] = [
  [
    'R24',
    'a cast that quotes the row in its error',
    'a leaky function pushed below the policy sees every row',
    (t, { victim }) => `select 1 from ${t} t where tenant_id = ${victim.id} and (t::text)::int = 0`,
  ],
  [
    'R25',
    'a division by zero on a row that matches',
    'an error is an answer',
    (t, { victim }) => `select 1 from ${t} t where 1 / (case when tenant_id = ${victim.id} then 0 else 1 end) = 1`,
    { judge: unseenNor('22012') },
  ],
  [
    'R26',
    'a leaky expression in ORDER BY',
    'sorted before it is filtered, if planned wrongly',
    (t, { victim }) => `select 1 from ${t} t order by 1 / (case when tenant_id = ${victim.id} then 0 else 1 end)`,
    { judge: unseenNor('22012') },
  ],
  [
    'R27',
    'a leaky expression in a join condition',
    'join conditions are pushed down, too',
    (t, { victim }) =>
      `select 1 from (values (0)) v(n) join ${t} t on n / (case when tenant_id = ${victim.id} then 0 else 1 end) = 1`,
    { judge: unseenNor('22012') },
  ],
  [
    'R28',
    'a cursor',
    'its plan outlives the statement',
    (t) => [`declare spied cursor for select t::text from ${t} t`, 'fetch all from spied'],
  ],
  [
    'R29',
    'a scrollable cursor, read backwards',
    'rows are kept aside for it',
    (t) => [
      `declare spied scroll cursor for select t::text from ${t} t`,
      'move forward all from spied',
      'fetch backward all from spied',
    ],
  ],
  [
    'R30',
    'a prepared statement',
    'its plan is made once and kept',
    (t) => [`prepare ${plan('R30', t)} as select t::text from ${t} t`, `execute ${plan('R30', t)}`],
  ],
  [
    'R31',
    'a generic plan by parameter',
    'planned without the value it is run with',
    (t, { victim }) => [
      'set local plan_cache_mode = force_generic_plan',
      `prepare ${plan('R31', t)} (uuid) as select t::text from ${t} t where tenant_id = $1`,
      `execute ${plan('R31', t)} (${victim.id})`,
    ],
  ],
  [
    'R32',
    'by index alone',
    'an index condition is evaluated before a filter',
    (t, { victim }) => [
      'set local enable_seqscan = off',
      'set local enable_bitmapscan = off',
      `select t::text from ${t} t where tenant_id = ${victim.id}`,
    ],
  ],
  [
    'R33',
    'by parallel workers',
    'workers must be given the context',
    (t) => [
      'set local parallel_setup_cost = 0',
      'set local parallel_tuple_cost = 0',
      'set local min_parallel_table_scan_size = 0',
      `select t::text from ${t} t`,
    ],
    { attackers: dear },
  ],
  [
    'R34',
    'with row_security off',
    'it asks to fail rather than to filter',
    (t) => ['set local row_security = off', `select t::text from ${t} t`],
  ],
  [
    'R35',
    'behind a savepoint',
    'what is rolled back must not come back',
    (t) => [
      'savepoint inner_one',
      `select t::text from ${t} t`,
      'rollback to savepoint inner_one',
      `select t::text from ${t} t`,
    ],
  ],
  [
    'R36',
    'as XML, by name',
    'the function builds and runs its own query',
    (t) => `select table_to_xml(${literal(t)}::regclass, true, true, '')::text`,
    // XML has no infinite date: a table with one cannot be had like this. R37 reads the rows as text, of each.
    { engines: ['server'], control: 'some' },
  ],
  [
    'R37',
    'as XML, by query text',
    'the server runs text for the caller',
    (t) => `select query_to_xml('select t::text as r from ${quoted(t)} t', true, true, '')::text`,
    { engines: ['server'] },
  ],
  [
    'R38',
    'through ts_stat',
    'another function that runs text',
    (t) => `select * from ts_stat('select array_to_tsvector(array[tenant_id::text]) from ${quoted(t)} t')`,
  ],
  [
    'R39',
    'the statistics of its columns',
    'ANALYZE copies values where no policy is asked',
    (t) => `select s::text from pg_stats s where format('%I.%I', schemaname, tablename) = ${literal(t)}`,
    { control: 'some', attackers: dear },
  ],
  [
    'R40',
    'EXPLAIN ANALYZE',
    'plans show conditions and constants',
    (t) => `explain (analyze, verbose, costs off, timing off) select t::text from ${t} t`,
    { control: { none: 'a plan shows no row to a superuser either; what it does tell is a residual side channel' } },
  ],
  [
    'R41',
    'COPY of the table',
    'COPY has its own path to the rows',
    (t) => `copy ${t} to stdout`,
    { engines: ['server'], control: 'some' },
  ],
  [
    'R42',
    'COPY of a query',
    'and another one',
    (t) => `copy (select t::text from ${t} t) to stdout`,
    { engines: ['server'] },
  ],
]

export const readPathAttacks: readonly Attack[] = reads.map(readAttack)
