import { readdirSync, readFileSync } from 'node:fs'
import { getTableConfig } from 'drizzle-orm/pg-core'
import { describe, expect, test } from 'vitest'
import { fullName, tablesIn } from '../../src/erd/diagram.ts'
import { domainOf, domains } from '../../src/erd/domains.ts'
import { tenantTable } from '../../src/rls/tables.ts'
import * as schema from '../../src/schema.ts'

const declaration = /\b(?:tenant|reference|platform|internal)Table\(\s*(?:\w+\([^)]*\),\s*)?'(\w+)'/g

/** The tables that the files of a folder declare. */
function declaredIn(folder: string): string[] {
  const from = new URL(`../../src/${folder}/`, import.meta.url)
  return readdirSync(from)
    .flatMap((file) => [
      ...readFileSync(new URL(file, from), 'utf8')
        .replace(/^ \*.*$/gm, '')
        .matchAll(declaration),
    ])
    .map(([, name]) => name ?? '')
}

describe('the domains', () => {
  test('have every table of the schema, once', () => {
    const listed = Object.values(domains).flat().map(fullName)
    expect(listed.sort()).toEqual(tablesIn(schema).map(fullName).sort())
  })

  for (const [domain, tables] of Object.entries(domains)) {
    test(`${domain} has the tables that its folder declares`, () => {
      const names = tables.map((table) => getTableConfig(table).name)
      expect(names.sort()).toEqual(declaredIn(domain === 'rls' ? 'rls' : `domains/${domain}`).sort())
    })
  }

  test('tell of a table which is its own, and nothing of an application’s', () => {
    expect(domainOf(schema.orders)).toBe('orders')
    expect(domainOf(tenantTable('notes', {}, { key: (t) => [t.tenantId], access: () => [] }))).toBeUndefined()
  })
})
