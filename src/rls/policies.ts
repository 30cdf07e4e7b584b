import { type SQL, sql } from 'drizzle-orm'
import { type AnyPgColumn, type PgPolicy, pgPolicy } from 'drizzle-orm/pg-core'
import type { ActorKind } from '../kernel/actor.ts'
import { actorKinds } from '../kernel/actor.ts'
import type { Command, Right } from '../kernel/right.ts'

/** A kind of actor that may: on every row of the tenant (`true`), or on the rows where the condition holds. */
export type Who = { readonly [K in ActorKind]?: true | SQL }

export interface Access {
  readonly command: Command
  readonly who: Who
  /** The columns an UPDATE may set: keys and computed values never. Not for INSERT: Drizzle names every column there. */
  readonly columns: readonly AnyPgColumn[] | undefined
}

/**
 * What kinds of actor may do with a table.
 *
 * @example
 * allow('select', { staff: true, service: true, customer: isActor(t.customerId) })
 */
export function allow(command: Exclude<Command, 'update'>, who: Who): Access
export function allow(command: 'update', who: Who, columns: readonly AnyPgColumn[]): Access
export function allow(command: Command, who: Who, columns?: readonly AnyPgColumn[]): Access {
  return { command, who, columns }
}

/** The row is the actor's own. */
export const isActor = (column: AnyPgColumn): SQL => sql`${sql.identifier(column.name)} = (select app.actor_id())`

/**
 * What a new row must hold, whoever writes it: stamps of the actor that no caller may forge. RESTRICTIVE, so it narrows
 * what `access` allows.
 */
export const stamped = (table: string, condition: SQL): PgPolicy =>
  pgPolicy(`${table}_stamped`, { as: 'restrictive', for: 'insert', to: 'public', withCheck: condition })

// The one place that words a policy. `(select f())` is an InitPlan: evaluated once per statement, and an index
// condition; a bare f() is evaluated per row (measured: 0.5 ms against 90 to 130 ms). Citus refuses a sub-select in a
// policy and needs `tenant_id = any (array[app.tenant_id()])` instead: to be changed here and nowhere else.

const ofTenant = sql.raw('tenant_id = (select app.tenant_id())')

/**
 * The guard of a tenant table. RESTRICTIVE, so that no later policy can widen it; TO PUBLIC, so that it has no role
 * to lose (CVE-2026-116311: DROP OWNED BY could drop a policy that names the role).
 */
export function tenantGuard(table: string): PgPolicy {
  return pgPolicy(`${table}_tenant`, {
    as: 'restrictive',
    for: 'all',
    to: 'public',
    using: ofTenant,
    withCheck: ofTenant,
  })
}

/** Definer and trigger functions run as the owner, inside the guard: their own rules say what they may do. */
export function ownerPolicy(table: string): PgPolicy {
  return pgPolicy(`${table}_owner`, {
    as: 'permissive',
    for: 'all',
    to: 'app_owner',
    using: sql`true`,
    withCheck: sql`true`,
  })
}

/** One permissive policy per command: several would be evaluated one by one. */
export function accessPolicy(table: string, { command, who }: Access): PgPolicy {
  const condition = anyOf(who)
  return pgPolicy(`${table}_${command}`, {
    as: 'permissive',
    for: command,
    to: 'public',
    ...(command === 'insert' ? {} : { using: condition }),
    ...(command === 'insert' || command === 'update' ? { withCheck: condition } : {}),
  })
}

/** The same, as a value: for those who describe a table. */
export function rightOf({ command, who, columns }: Access): Right {
  return {
    command,
    everyRow: actorKinds.filter((kind) => who[kind] === true),
    someRows: actorKinds.filter((kind) => who[kind] !== undefined && who[kind] !== true),
    columns: columns?.map(({ name }) => name),
  }
}

/**
 * What all kinds may do says the same as the guard, which makes them one condition: PostgreSQL keeps equal ones of the policies
 * of a table once, and the context is read once for it, not twice. Nothing is wider for it, even where the guard is lost.
 *
 * Whoever may see every row is asked for alone, which the planner makes a filter of the statement, not of each row. Else a
 * CASE, not ORs: it reads the kind once, and the planner takes it for half of the rows. It took the ORs for none of them, and
 * read and sorted all orders of a customer where an index had the newest fifty (measured: 4 ms against 0.2).
 */
function anyOf(who: Who): SQL {
  const everywhere = actorKinds.filter((kind) => who[kind] === true)
  if (everywhere.length === actorKinds.length) return ofTenant
  if (Object.values(who).every((own) => own === true)) return isKind(everywhere)
  const cases = actorKinds.flatMap((kind) => {
    const own = who[kind]
    return own === undefined ? [] : [sql`when ${sql.raw(`'${kind}'`)} then ${own === true ? sql.raw('true') : own}`]
  })
  return sql`case (select app.actor_kind()) ${sql.join(cases, sql` `)} else false end`
}

function isKind(kinds: readonly ActorKind[]): SQL {
  const [only] = kinds
  return sql.raw(
    kinds.length === 1
      ? `(select app.actor_kind()) = '${only}'`
      : `(select app.actor_kind()) in (${kinds.map((kind) => `'${kind}'`).join(', ')})`,
  )
}
