import { is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { factsOf, nameOf } from '../../src/kernel/ddl.ts'
import * as schema from '../../src/schema.ts'
import type { TestDb } from '../../src/testing.ts'
import { asSuperuser } from './as-owner.ts'

/** Every table of the schema that belongs to tenants, by name. */
export const tenantTables: readonly string[] = Object.values(schema)
  .filter((value) => is(value, PgTable))
  .filter((table) => factsOf(table)?.tenancy === 'tenant')
  .map(nameOf)
  .sort()

/**
 * What a tenant has stored, table by table: how many rows, and a hash of them all. Two that are equal prove that what
 * happened in between left nothing behind, not even half of itself.
 */
export async function footprint(db: TestDb, tenantId: string): Promise<Record<string, string>> {
  const parts = tenantTables.map(
    (table) => `select '${table}' as name,
      count(*) || ' ' || coalesce(md5(string_agg(t::text, ';' order by t::text)), '-') as print
      from ${table} t where t.tenant_id = '${tenantId}'`,
  )
  const rows = await asSuperuser<{ name: string; print: string }>(db, parts.join(' union all '))
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]))
}

/** The footprint of a tenant that has nothing at all. */
export const nothing: Record<string, string> = Object.fromEntries(tenantTables.map((table) => [table, '0 -']))
