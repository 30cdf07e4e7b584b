import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { Decimal } from 'decimal.js'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import * as mexico from '../../src/mexico.ts'
import * as pricing from '../../src/pricing.ts'
import * as money from '../../src/money.ts'

const root = join(import.meta.dirname, '../..')
const pages = join(root, 'docs/money')
const api: Readonly<Record<string, unknown>> = { ...money, ...pricing, ...mexico }

/** A value as the examples write it: amounts bare, text in quotes. */
function shown(value: unknown): string {
  if (Decimal.isDecimal(value)) return value.toString()
  if (typeof value === 'string') return `'${value}'`
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const entries = Object.entries(value).map(([key, part]) => `${key}: ${shown(part)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

function outcome(run: () => unknown): string {
  try {
    return shown(run())
  } catch (error) {
    return money.isMoneyError(error) ? `throws ${error.code}` : `throws ${String(error)}`
  }
}

/** Runs a block; every expression followed by `// → value` must have that value. Returns how many there were. */
function runBlock(code: string): number {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true)
  const lines: string[] = []
  const expected: string[] = []
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) continue
    const [said] = /(?<=^[ \t]*\/\/ → ).*/.exec(code.slice(statement.end).split('\n')[0] ?? '') ?? []
    if (said === undefined || !ts.isExpressionStatement(statement)) {
      lines.push(statement.getText())
      continue
    }
    lines.push(`out.push(outcome(() => (${statement.expression.getText()})))`)
    expected.push(said.trim())
  }
  const js = ts.transpile(lines.join('\n'), { target: ts.ScriptTarget.ES2022 })
  const out: string[] = []
  // arrays and objects of the block are of another realm: compared as text only
  runInNewContext(`'use strict';${js}`, { ...api, out, outcome })
  expect(out).toEqual(expected)
  return expected.length
}

const blocks = (markdown: string) => [...markdown.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1] ?? '')

describe('docs/money', () => {
  const names = readdirSync(pages).filter((name) => name.endsWith('.md'))

  test.for(names)('every example of %s gives the value it shows', (name) => {
    const checked = blocks(readFileSync(join(pages, name), 'utf8')).map(runBlock)
    if (name !== 'index.md') expect(checked.reduce((all, count) => all + count, 0)).toBeGreaterThan(0)
  })

  test('every public function has its page, and the index lists it', () => {
    const functions = Object.entries(api).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []))
    const index = readFileSync(join(pages, 'index.md'), 'utf8')
    const kebab = (name: string) =>
      name
        .replace(/MXN/, 'Mxn')
        .replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)
        .replace(/^-/, '')
    expect(functions.filter((name) => !names.includes(`${kebab(name)}.md`))).toEqual([])
    expect(functions.filter((name) => !index.includes(`(${kebab(name)}.md)`))).toEqual([])
  })
})

describe('docstrings', () => {
  const files = [
    ...['money', 'mexico'].flatMap((folder) =>
      readdirSync(join(root, 'src', folder)).map((name) => join(folder, name)),
    ),
    ...['price-selection.ts', 'default-selection.ts'].map((name) => join('domains', 'menu', name)),
  ].map((name) => join(root, 'src', name))
  const examples = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/@example\s+(?:\*\s)?([^\n]*?\/\/ → [^\n]*?)(?:\s*\*\/)?\n/g)].map(
      (match) => match[1] ?? '',
    ),
  )

  test('there are examples', () => expect(examples.length).toBeGreaterThan(30))

  test.for(examples)('%s', (example) => {
    expect(runBlock(example)).toBe(1)
  })
})
