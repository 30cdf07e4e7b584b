import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import type { PersonalKind } from './personal.ts'
import type { Right } from './right.ts'

/**
 * SQL that drizzle-kit cannot model, as a value listed beside the table it belongs to. `platform-db generate` hashes
 * every object into a lock file and writes the changed ones into the same migration as drizzle-kit's own statements.
 */
export interface DdlObject {
  readonly id: `${DdlKind}:${string}`
  readonly phase: DdlPhase
  /** Re-runnable where SQL allows it, because a changed object is simply run again. */
  readonly up: readonly string[]
  readonly down: readonly string[]
  /** Only for `partition`: spliced into the CREATE TABLE of this table, which must be in the same migration. */
  readonly splice?: { readonly table: string; readonly clause: string }
  /** An object that cannot be run again (a domain): a change of it is refused and must be written by hand. */
  readonly once?: true
}

export type DdlKind =
  | 'role'
  | 'schema'
  | 'extension'
  | 'domain'
  | 'function'
  | 'trigger'
  | 'grant'
  | 'force'
  | 'partition'
  | 'exclusion'
  | 'constraint'
  | 'statistics'
  | 'comment'
  | 'rows'

/**
 * `login` runs as the migrating login, before everything (roles, schemas, what needs the database's owner);
 * `before` ahead of the tables that need it (domains, context functions); `after` behind them.
 */
export type DdlPhase = 'login' | 'before' | 'after'

/** What one function is, short of its body. */
export interface FunctionOptions {
  readonly args?: string
  readonly returns: string
  readonly language?: 'plpgsql' | 'sql'
  readonly volatility?: 'volatile' | 'stable' | 'immutable'
  /** `definer` runs as `app_owner`; its body then resolves every name itself, through the fixed search path. */
  readonly security?: 'invoker' | 'definer'
  /** Only for functions on the path of every row: the body must qualify every name itself. Costs less per call. */
  readonly searchPath?: 'none'
  /** Parameters that hold while it runs: `jit = off`. */
  readonly settings?: readonly string[]
  readonly parallel?: 'safe'
  /** How many rows a function of a set gives, for the planner; 1000 when left out. */
  readonly rows?: number
  readonly phase?: DdlPhase
  /** Who may call it; nobody but the owner when left out. Trigger functions need no grant. */
  readonly execute?: readonly string[]
  readonly body: string
}

export function pgFunction(name: string, options: FunctionOptions): DdlObject {
  const {
    args = '',
    returns,
    language = 'plpgsql',
    volatility = 'volatile',
    security = 'invoker',
    execute = [],
  } = options
  const types = argumentTypes(args)
  const attributes = [
    language,
    volatility,
    ...(options.parallel ? ['parallel safe'] : []),
    `security ${security}`,
    ...(options.rows === undefined ? [] : [`rows ${options.rows}`]),
    ...(options.searchPath === 'none' ? [] : ['set search_path = pg_catalog, public, pg_temp']),
    ...(options.settings ?? []).map((setting) => `set ${setting}`),
  ]
  return {
    id: `function:${name}`,
    phase: options.phase ?? 'after',
    up: [
      `create or replace function ${name}(${args}) returns ${returns}\n  language ${attributes.join(' ')}\n  as $body$\n${options.body.trim()}\n$body$`,
      `revoke all on function ${name}(${types}) from public`,
      ...(execute.length > 0 ? [`grant execute on function ${name}(${types}) to ${execute.join(', ')}`] : []),
    ],
    down: [`drop function ${name}(${types})`],
  }
}

/** `name type [default …], …` without names and defaults: what GRANT and DROP want. */
function argumentTypes(args: string): string {
  // Between commas, but not those inside of quotes or parentheses.
  return (args.trim().match(/(?:[^,(']|\([^)]*\)|'[^']*')+/g) ?? [])
    .map((arg) =>
      arg
        .trim()
        .replace(/\s+default\s+.*$/is, '')
        .split(/\s+/)
        .slice(1)
        .join(' '),
    )
    .join(', ')
}

/** `event` is everything between the name and `execute`: `before insert on orders for each row when (…)`. */
export function pgTrigger(table: string, name: string, event: string, call: string): DdlObject {
  return {
    id: `trigger:${table}.${name}`,
    phase: 'after',
    up: [`create or replace trigger ${name} ${event} execute function ${call}`],
    down: [`drop trigger ${name} on ${table}`],
  }
}

/** A trigger that looks when the transaction commits: for sums over rows that are written one after another. */
export function pgConstraintTrigger(table: string, name: string, event: string, call: string): DdlObject {
  return {
    id: `trigger:${table}.${name}`,
    phase: 'after',
    up: [
      `drop trigger if exists ${name} on ${table}`,
      `create constraint trigger ${name} ${event} deferrable initially deferred for each row execute function ${call}`,
    ],
    down: [`drop trigger ${name} on ${table}`],
  }
}

/** A domain is never replaced: widening its check rewrites nothing but must be written by hand. */
export function pgDomain(name: string, type: string, check: string): DdlObject {
  return {
    id: `domain:${name}`,
    phase: 'before',
    once: true,
    up: [`create domain ${name} as ${type} constraint ${name}_valid check (${check})`],
    down: [`drop domain ${name}`],
  }
}

export function pgSchema(name: string, usage: readonly string[]): DdlObject {
  return {
    id: `schema:${name}`,
    phase: 'login',
    up: [
      `create schema if not exists ${name} authorization app_owner`,
      ...(usage.length > 0 ? [`grant usage on schema ${name} to ${usage.join(', ')}`] : []),
    ],
    down: [`drop schema ${name}`],
  }
}

/** Roles belong to the cluster, not to the database: another database, or another migrator, may make them first. */
export function pgRole(name: string, attributes: string, afterwards: readonly string[] = []): DdlObject {
  return {
    id: `role:${name}`,
    phase: 'login',
    up: [
      `do $role$ begin
  create role ${name} ${attributes};
exception when duplicate_object or unique_violation then null;
end $role$`,
      ...afterwards,
    ],
    down: [],
  }
}

/** Statements of the migrating login on things it owns or may not own; written so that they can be run again. */
export function loginStatements(id: `grant:${string}` | `extension:${string}`, up: readonly string[]): DdlObject {
  return { id, phase: 'login', up, down: [] }
}

export function grants(table: string, up: readonly string[]): DdlObject {
  return {
    id: `grant:${table}`,
    phase: 'after',
    up: [`revoke all on table ${table} from public, app_user, app_admin`, ...up],
    down: [],
  }
}

/** FORCE row level security: without it the owner, and every definer function, reads past the policies. */
export function forceRowSecurity(table: string): DdlObject {
  return {
    id: `force:${table}`,
    phase: 'after',
    up: [`alter table ${table} force row level security`],
    down: [],
  }
}

/**
 * Range partitions over the time in a UUIDv7 column of the key. The default partition stands from the start;
 * `app.ensure_partitions` makes the others ahead of time, each guarded like its parent.
 */
export function partitionBy(table: string, column: string, every: 'day' | 'month'): DdlObject {
  return {
    id: `partition:${table}`,
    phase: 'after',
    splice: { table, clause: `PARTITION BY RANGE (${column})` },
    up: [
      `select app.add_partition('${table}', '${table}_default', 'default')`,
      `insert into app_private.partitioned_tables (table_name, every) values ('${table}', '${every}')
on conflict (table_name) do update set every = excluded.every`,
    ],
    down: [`delete from app_private.partitioned_tables where table_name = '${table}'`],
  }
}

/** A constraint that drizzle-kit cannot write: a deferrable foreign key, for one. */
export function addConstraint(table: string, name: string, definition: string): DdlObject {
  return {
    id: `constraint:${table}.${name}`,
    phase: 'after',
    up: [
      `alter table ${table} drop constraint if exists ${name}`,
      `alter table ${table} add constraint ${name} ${definition}`,
    ],
    down: [`alter table ${table} drop constraint ${name}`],
  }
}

/** `definition` such as `using gist (tenant_id with =, branch_id with =, during with &&)`; needs btree_gist. */
export function exclusion(table: string, name: string, definition: string): DdlObject {
  return { ...addConstraint(table, name, `exclude ${definition}`), id: `exclusion:${table}.${name}` }
}

/**
 * In an exclusion: rows of the same key, as overlap of two ranges of one point, the 64-bit hash of the key. Equality of
 * text or uuid itself would need btree_gist, which not every managed server has, and an embedded database only when the
 * application that opened it passed it in. Two keys of one hash would refuse each other loudly, and only where the rest
 * of the exclusion meets too: among 200,000 keys, a chance of one in 10⁹.
 *
 * @param columns expressions of type text
 */
export function sameKey(...columns: readonly [string, ...string[]]): string {
  const hash = `hashtextextended(${columns.join(` || '/' || `)}, 0)`
  return `int8range(${hash}, ${hash}, '[]') with &&`
}

export type SqlValue = string | number | boolean | null

export function comment(on: string, text: string): DdlObject {
  return {
    id: `comment:${on}`,
    phase: 'after',
    up: [`comment on ${on} is ${literal(text)}`],
    down: [`comment on ${on} is null`],
  }
}

/** An SQL literal of a constant written in this repository. Never for a value that a caller gives. */
export function literal(value: SqlValue): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  return String(value)
}

export const tenancyClasses = ['tenant', 'reference', 'platform', 'internal'] as const

/** Who a table belongs to; there is no default. See `src/rls/` for what each class emits. */
export type TenancyClass = (typeof tenancyClasses)[number]

export interface TableFacts {
  readonly tenancy: TenancyClass
  readonly ddl: readonly DdlObject[]
  /** What `allow` lets the application do; left out where the tenancy class says it all. */
  readonly rights?: readonly Right[]
  /** The columns that hold data about a person, by their names in the database, and what is personal about each. */
  readonly personal?: Readonly<Record<string, PersonalKind>>
}

// A registered symbol: the facts must be readable when the schema file and the generator load two copies of this module.
const facts = Symbol.for('@platform/db/table')

export function withFacts<T extends PgTable>(table: T, value: TableFacts): T {
  return Object.defineProperty(table, facts, { value })
}

/** The tenancy class and DDL objects of a table; undefined for a raw `pgTable`, which no schema may export. */
export function factsOf(table: PgTable): TableFacts | undefined {
  // The property is ours, set above, and invisible to Drizzle's types.
  return (table as { readonly [facts]?: TableFacts })[facts]
}

export function nameOf(table: PgTable): string {
  return getTableConfig(table).name
}
