import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { Decimal } from 'decimal.js'
import ts from 'typescript'
import { expect } from 'vitest'
import * as api from '../../src/index.ts'

/** A value as a page writes it: text in quotes, moments and amounts bare. By name, because values come from another realm. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (value instanceof Date) return value.toISOString()
  if (Decimal.isDecimal(value)) return value.toFixed(2)
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

/**
 * Runs the code of a page of `docs/` from top to bottom, as one program, and expects of each expression that ends in
 * `// → …` the value that it shows.
 *
 * @param scope what the page takes as given: `db`, actors, ids
 * @param least how many examples the page has at least, so that a page that shows none is noticed
 */
export async function runPage(file: string, scope: Readonly<Record<string, unknown>>, least: number): Promise<void> {
  const page = readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8')
  const blocks = [...page.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1] ?? '')
  // A block that begins with its path shows a file, which is run where it is.
  const code = blocks.filter((block) => !/^\/\/ \S+\.ts\n/.test(block)).join('\n')
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
  await runInNewContext(`(async () => {'use strict';${js}\n})()`, { ...api, Date, ...scope, out, outcome })
  expect(out).toEqual(expected)
  expect(expected.length).toBeGreaterThanOrEqual(least)
}
