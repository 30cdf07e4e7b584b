import type { BuildColumns, BuildExtraConfigColumns } from 'drizzle-orm'
import {
  type AnyPgColumn,
  type PgColumnBuilderBase,
  type PgSchema,
  type PgTableExtraConfigValue,
  type PgTableWithColumns,
  pgTable,
  primaryKey,
} from 'drizzle-orm/pg-core'
import { tenantId } from '../kernel/columns.ts'
import { type DdlObject, grants, nameOf, partitionBy, pgTrigger, forceRowSecurity, withFacts } from '../kernel/ddl.ts'
import { personalColumns } from '../kernel/personal.ts'
import { type Access, accessPolicy, ownerPolicy, rightOf, tenantGuard } from './policies.ts'
import { tenancyStatistics } from './statistics.ts'

type Columns = Record<string, PgColumnBuilderBase>
type TenantId = { tenantId: ReturnType<typeof tenantId> }

// Named, because the inferred form is resolved too early in the emitted types: columns of every dialect at once.
type Table<N extends string, C extends Columns, S extends string | undefined = undefined> = PgTableWithColumns<{
  name: N
  schema: S
  columns: BuildColumns<N, C, 'pg'>
  dialect: 'pg'
}>

type Built<C extends Columns> = BuildExtraConfigColumns<string, C, 'pg'>

interface TableRules<C extends Columns> {
  /** Rows are only ever added: no grant to change or delete them, and a trigger that refuses it to the owner too. */
  readonly appendOnly?: true
  readonly constraints?: (t: Built<C>) => PgTableExtraConfigValue[]
  /** Triggers, functions, exclusions of the table. */
  readonly ddl?: readonly DdlObject[]
}

interface TenantTableRules<C extends Columns> extends TableRules<C> {
  /** The primary key; `tenantId` comes first. */
  readonly key: (t: Built<C>) => readonly [AnyPgColumn, ...AnyPgColumn[]]
  /** What each kind of actor may do; nothing else is granted. */
  readonly access: (t: Built<C>) => readonly Access[]
  /** A UUIDv7 column of the key by whose time the table is partitioned, and how long a partition is. */
  readonly partition?: { readonly by: string; readonly every: 'month' | 'day' }
}

/**
 * A table whose every row belongs to one tenant. It comes with its `tenant_id` column, ENABLE and FORCE row level
 * security, the guard, a policy and a grant for each command that `access` names, and an immutable tenant.
 *
 * @example
 * export const favorites = tenantTable(
 *   'favorites',
 *   { id: id(), customerId: uuid('customer_id').notNull(), menuItemId: uuid('menu_item_id').notNull() },
 *   {
 *     key: (t) => [t.tenantId, t.id],
 *     access: (t) => [allow('select', { customer: isActor(t.customerId) }), allow('insert', { customer: isActor(t.customerId) })],
 *   },
 * )
 */
export function tenantTable<N extends string, C extends Columns>(
  name: N,
  columns: C,
  rules: TenantTableRules<C & TenantId>,
): Table<N, TenantId & C> {
  let access: readonly Access[] = []
  // A spread of a generic loses what it was made of; these are exactly its two parts.
  const table = pgTable(name, { tenantId: tenantId(), ...columns } as TenantId & C, (t) => {
    access = rules.access(t)
    const [first, ...rest] = rules.key(t)
    return [
      primaryKey({ name: `${name}_pkey`, columns: [first, ...rest] }),
      ...(rules.constraints?.(t) ?? []),
      tenantGuard(name),
      ownerPolicy(name),
      ...access.map((rule) => accessPolicy(name, rule)),
    ]
  })
  nameOf(table) // evaluates the callback above, and with it `access`
  return withFacts(table, {
    tenancy: 'tenant',
    personal: personalColumns(table, columns),
    rights: access.map(rightOf),
    ddl: [
      ...(rules.partition ? [partitionBy(name, rules.partition.by, rules.partition.every)] : []),
      forceRowSecurity(name),
      grants(name, [...access.map((rule) => grantOf(name, rule)), adminGrant(name, rules.appendOnly)]),
      pgTrigger(
        name,
        `${name}_tenant_is_final`,
        `before update of tenant_id on ${name} for each row when (old.tenant_id is distinct from new.tenant_id)`,
        'app.refuse_change()',
      ),
      ...(rules.appendOnly ? [appendOnly(name)] : []),
      ...(rules.partition ? [] : tenancyStatistics(table)),
      ...(rules.ddl ?? []),
    ],
  })
}

/** Data that all tenants read and only a migration writes: transitions, catalogues, rates. */
export function referenceTable<N extends string, C extends Columns>(
  name: N,
  columns: C,
  rules: TableRules<C> = {},
): Table<N, C> {
  return sharedTable('reference', name, columns, rules, [`grant select on table ${name} to app_user, app_admin`])
}

/** Data of the platform as a whole: administrators only. The application reaches it through definer functions. */
export function platformTable<N extends string, C extends Columns>(
  name: N,
  columns: C,
  rules: TableRules<C> = {},
): Table<N, C> {
  return sharedTable('platform', name, columns, rules, [adminGrant(name, rules.appendOnly)])
}

/** Data that nobody is granted; definer functions read it. It lives in a schema that nobody may even look into. */
export function internalTable<N extends string, C extends Columns, S extends string>(
  schema: PgSchema<S>,
  name: N,
  columns: C,
  rules: TableRules<C> = {},
): Table<N, C, S> {
  const table = schema.table(name, columns, (t) => rules.constraints?.(t) ?? [])
  return withFacts(table, {
    tenancy: 'internal',
    personal: personalColumns(table, columns),
    ddl: [grants(`${schema.schemaName}.${name}`, []), ...(rules.ddl ?? [])],
  })
}

function sharedTable<N extends string, C extends Columns>(
  tenancy: 'reference' | 'platform',
  name: N,
  columns: C,
  rules: TableRules<C>,
  granted: readonly string[],
) {
  const table = pgTable(name, columns, (t) => rules.constraints?.(t) ?? [])
  return withFacts(table, {
    tenancy,
    personal: personalColumns(table, columns),
    ddl: [grants(name, granted), ...(rules.appendOnly ? [appendOnly(name)] : []), ...(rules.ddl ?? [])],
  })
}

function grantOf(table: string, { command, columns }: Access): string {
  const list = columns ? ` (${columns.map((column) => column.name).join(', ')})` : ''
  return `grant ${command}${list} on table ${table} to app_user`
}

function appendOnly(table: string): DdlObject {
  return pgTrigger(
    table,
    `${table}_append_only`,
    `before update or delete on ${table} for each row`,
    'app.refuse_change()',
  )
}

function adminGrant(table: string, onlyAdded: true | undefined): string {
  return `grant ${onlyAdded ? 'select, insert' : 'select, insert, update, delete'} on table ${table} to app_admin`
}
