import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { factsOf, nameOf } from '../kernel/ddl.ts'
import type { SchemaModule } from './load-schema.ts'

/** Tables under FORCE row level security, exported or referred to: true for those that are partitioned. */
export type ForcedTables = ReadonlyMap<string, boolean>

export function forcedTables(schema: SchemaModule): ForcedTables {
  const exported = Object.values(schema).filter((value) => is(value, PgTable))
  const referred = exported.flatMap((table) =>
    getTableConfig(table).foreignKeys.map((key) => key.reference().foreignTable),
  )
  const forced = new Map<string, boolean>()
  for (const table of [...exported, ...referred]) {
    const ddl = factsOf(table)?.ddl ?? []
    if (ddl.some(({ id }) => id === `force:${nameOf(table)}`))
      forced.set(
        nameOf(table),
        ddl.some(({ splice }) => splice !== undefined),
      )
  }
  return forced
}

export interface Suspension {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/**
 * PostgreSQL proves a new foreign key by a query of the owner over both tables, and under FORCE the guard refuses one
 * without a tenant. FORCE is therefore lifted from older tables for the length of the migration's transaction: nobody
 * else ever sees the table without it. On a big table write the key by hand, NOT VALID first.
 */
export function suspendForce(statements: readonly string[], forced: ForcedTables): Suspension {
  const created = new Set(statements.flatMap((statement) => /^CREATE TABLE "([^"]+)" \(/.exec(statement)?.[1] ?? []))
  const concerned = new Set(statements.flatMap(tablesOfForeignKey))
  const names = [...forced.keys()].filter((name) => concerned.has(name) && !created.has(name))
  return {
    before: names.map((name) => force(name, forced.get(name) === true, 'no force')),
    after: names.map((name) => force(name, forced.get(name) === true, 'force')),
  }
}

function tablesOfForeignKey(statement: string): readonly string[] {
  const name = String.raw`(?:"?public"?\.)?"?(\w+)"?`
  const match = new RegExp(`^alter table ${name} add constraint [\\s\\S]*?\\breferences ${name}`, 'i').exec(
    statement.trim(),
  )
  return match ? match.slice(1) : []
}

function force(table: string, partitioned: boolean, word: 'force' | 'no force'): string {
  if (!partitioned) return `ALTER TABLE "${table}" ${word.toUpperCase()} ROW LEVEL SECURITY`
  return `do $force$ declare member regclass; begin
  for member in select relid from pg_partition_tree('"${table}"') loop
    execute format('alter table %s ${word} row level security', member);
  end loop;
end $force$`
}
