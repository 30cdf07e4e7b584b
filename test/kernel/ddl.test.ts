import { is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { describe, expect, test } from 'vitest'
import {
  addConstraint,
  comment,
  type DdlObject,
  exclusion,
  factsOf,
  literal,
  pgConstraintTrigger,
  pgDomain,
  pgFunction,
} from '../../src/kernel/ddl.ts'
import { referenceRows } from '../../src/kernel/reference-rows.ts'
import * as schema from '../../src/schema.ts'
import { openTestDb, type TestDb } from '../../src/testing.ts'

const grantsOf = (args: string) =>
  pgFunction('app.f', { args, returns: 'void', execute: ['app_user'], body: 'begin end' }).up.slice(1)

describe('pgFunction', () => {
  test.for([
    ['', ''],
    ['a text', 'text'],
    ['a text, b integer', 'text, integer'],
    ['moment timestamp with time zone, n bigint', 'timestamp with time zone, bigint'],
    [`a text default 'x', b integer DEFAULT 1`, 'text, integer'],
    [`a text default 'x, y', b integer`, 'text, integer'],
    ['a numeric(12, 2), b text[]', 'numeric(12, 2), text[]'],
    ['a date default make_date(2026, 1, 1), b uuid', 'date, uuid'],
    ['\n    a text,\n    b integer\n', 'text, integer'],
  ] as const)('grants on %j by the types %j', ([args, types]) => {
    expect(grantsOf(args)).toEqual([
      `revoke all on function app.f(${types}) from public`,
      `grant execute on function app.f(${types}) to app_user`,
    ])
  })

  test('is a definer only when told so, with a search path of its own, and nobody may call it by default', () => {
    const { id, phase, up, down } = pgFunction('app.f', {
      args: 'a text',
      returns: 'text',
      body: '\nbegin return a; end\n',
    })
    expect({ id, phase, up, down }).toEqual({
      id: 'function:app.f',
      phase: 'after',
      up: [
        `create or replace function app.f(a text) returns text
  language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp
  as $body$
begin return a; end
$body$`,
        'revoke all on function app.f(text) from public',
      ],
      down: ['drop function app.f(text)'],
    })
  })
})

describe('a literal', () => {
  test.for([
    [null, 'null'],
    ['', `''`],
    [`it's`, `'it''s'`],
    [`''`, `''''''`],
    ['back\\slash', `'back\\slash'`],
    [42, '42'],
    [true, 'true'],
    [false, 'false'],
  ] as const)('of %j is %s', ([value, text]) => {
    expect(literal(value)).toBe(text)
  })
})

describe('DDL objects', () => {
  test('carry the name of what they are', () => {
    expect([
      addConstraint('t', 'c', 'check (true)').id,
      exclusion('t', 'x', 'using gist (a with =)').id,
      comment('table t', `it's`).up,
      pgDomain('d', 'text', `value <> ''`).up,
      pgConstraintTrigger('t', 'g', 'after insert on t', 'f()').up,
    ]).toEqual([
      'constraint:t.c',
      'exclusion:t.x',
      [`comment on table t is 'it''s'`],
      [`create domain d as text constraint d_valid check (value <> '')`],
      [
        'drop trigger if exists g on t',
        'create constraint trigger g after insert on t deferrable initially deferred for each row execute function f()',
      ],
    ])
  })

  test('have ids that stand once in the whole schema', () => {
    const ids = ddlOfSchema().map(({ id }) => id)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
  })

  test('can each be run again on a migrated database, and change nothing', async () => {
    await using db = await openTestDb()
    const run = runner(db)
    const before = await catalog(run)
    for (const { id, phase, up, once } of ddlOfSchema()) {
      if (once || isForeignKey(up)) continue
      for (const statement of up) {
        const role = phase === 'login' ? '' : 'set local role app_owner; '
        await run(`begin; ${role}${statement}; commit`).catch((error: unknown) => {
          throw new Error(`${id}: ${statement}`, { cause: error })
        })
      }
    }
    expect(await catalog(run)).toEqual(before)
  })

  test('hold reference rows to exactly what the code says', async () => {
    await using db = await openTestDb()
    const run = runner(db)
    await run('create table flavours (name text primary key, hot boolean)')
    const rows = (...values: readonly (readonly [string, boolean | null])[]) =>
      Promise.all(referenceRows('flavours', ['name', 'hot'], values).up.map((statement) => run(statement)))
    const stored = () => run('select name, hot from flavours order by name')
    await rows(['dulce', false], ['picante', true], [`'agrio'`, null])
    await rows(['dulce', false], [`'agrio'`, null], ['amargo', false])
    expect(await stored()).toEqual([
      { name: `'agrio'`, hot: null },
      { name: 'amargo', hot: false },
      { name: 'dulce', hot: false },
    ])
  })
})

/** The owner validates one under the policies of its tables, which refuse without a tenant. */
function isForeignKey(up: readonly string[]): boolean {
  return up.some((statement) => statement.includes('foreign key'))
}

function ddlOfSchema(): readonly DdlObject[] {
  const tables = Object.values(schema).filter((value) => is(value, PgTable))
  return [...schema.sharedDdl, ...tables.flatMap((table) => factsOf(table)?.ddl ?? [])]
}

type Run = (text: string) => Promise<readonly Record<string, unknown>[]>

function runner(db: TestDb): Run {
  // Internal to the client: the embedded database as its owner sees it.
  const connect = Reflect.get(db, Symbol.for('@platform/db/migration-connection')) as () => { readonly run: Run }
  return connect.call(db).run
}

/** What a re-run could have changed: bodies, rights, triggers, constraints, policies, rows of reference. */
async function catalog(run: Run): Promise<unknown> {
  return run(`
    select 'function' as kind, p.oid::regprocedure::text as name, pg_get_functiondef(p.oid) || coalesce(p.proacl::text, '') as what
    from pg_proc p where p.pronamespace in ('app'::regnamespace) and p.prokind = 'f'
    union all
    select 'trigger', t.tgrelid::regclass || '.' || t.tgname, pg_get_triggerdef(t.oid)
    from pg_trigger t where not t.tgisinternal
    union all
    select 'constraint', c.conrelid::regclass || '.' || c.conname, pg_get_constraintdef(c.oid)
    from pg_constraint c where c.connamespace = 'public'::regnamespace
    union all
    select 'table', c.oid::regclass::text, c.relrowsecurity || ' ' || c.relforcerowsecurity || ' ' || coalesce(c.relacl::text, '')
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    union all
    select 'transition', t::text, '' from order_transitions t
    order by 1, 2`)
}
