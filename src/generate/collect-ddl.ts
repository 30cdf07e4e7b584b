import { is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { DbError } from '../kernel/errors.ts'
import { type DdlObject, factsOf, nameOf } from '../kernel/ddl.ts'
import type { SchemaModule } from './load-schema.ts'

/**
 * Every DDL object that a schema module exports: its arrays of objects first, in their own order, then those of its
 * tables, in the order of their export names (a module does not tell the order in which it was written).
 */
export function collectDdl(schema: SchemaModule): readonly DdlObject[] {
  const shared: DdlObject[] = []
  const ofTables: DdlObject[] = []
  for (const value of Object.values(schema)) {
    if (is(value, PgTable)) ofTables.push(...ddlOf(value))
    else if (Array.isArray(value)) shared.push(...value.filter(isDdlObject))
  }
  const objects = [...shared, ...ofTables]
  refuseDuplicates(objects)
  return objects
}

function ddlOf(table: PgTable): readonly DdlObject[] {
  const facts = factsOf(table)
  if (facts) return facts.ddl
  const name = nameOf(table)
  throw new DbError(
    'INVALID',
    `table ${name} is a raw pgTable, and so has no tenancy: declare it with tenantTable, referenceTable or platformTable`,
    { details: { table: name } },
  )
}

function isDdlObject(value: unknown): value is DdlObject {
  return (
    typeof value === 'object' && value !== null && 'id' in value && 'phase' in value && 'up' in value && 'down' in value
  )
}

function refuseDuplicates(objects: readonly DdlObject[]): void {
  const seen = new Set<string>()
  for (const { id } of objects) {
    if (seen.has(id))
      throw new DbError('INVALID', `two DDL objects are called ${id}: rename one`, { details: { object: id } })
    seen.add(id)
  }
}
