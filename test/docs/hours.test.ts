import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import ts from 'typescript'
import { expect } from 'vitest'
import * as api from '../../src/index.ts'
import { inZone } from '../domains/restaurants/in-zone.ts'
import { test } from '../database.ts'

const page = readFileSync(new URL('../../docs/hours.md', import.meta.url), 'utf8')
const code = [...page.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1] ?? '').join('\n')

/** A value as the page writes it: text in quotes, moments bare. By name, because values come from another realm. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  return `{ ${Object.entries(value)
    .map(([key, part]) => `${key}: ${shown(part)}`)
    .join(', ')} }`
}

async function outcome(run: () => unknown): Promise<string> {
  try {
    return shown(await run())
  } catch (error) {
    return api.isDbError(error) ? `throws ${error.code} ${error.details['field'] ?? ''}`.trim() : String(error)
  }
}

test('every example of docs/hours.md gives the value it shows', async ({ db, tenant }) => {
  await inZone(tenant, 'America/Tijuana')
  const source = ts.createSourceFile('page.ts', code, ts.ScriptTarget.Latest, true)
  const lines: string[] = []
  const expected: string[] = []
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) continue
    const [said] = /(?<=^[ \t]*\/\/ → ).*/.exec(code.slice(statement.end).split('\n')[0] ?? '') ?? []
    if (said === undefined || !ts.isExpressionStatement(statement)) {
      lines.push(statement.getText())
      continue
    }
    lines.push(`out.push(await outcome(async () => (${statement.expression.getText()})))`)
    expected.push(said.trim())
  }
  const out: string[] = []
  const js = ts.transpile(lines.join('\n'), { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext })
  const { branchId, customer: guest, staff: manager } = tenant
  await runInNewContext(`(async () => {'use strict';${js}\n})()`, {
    ...api,
    Date,
    db,
    branchId,
    guest,
    manager,
    out,
    outcome,
  })
  expect(out).toEqual(expected)
  expect(expected.length).toBeGreaterThan(10)
})
