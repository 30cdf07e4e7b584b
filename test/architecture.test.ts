import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

/** A layer imports itself and those before it. */
const layers =
  'money ← mexico ← kernel ← rls ← domains ← client ← migrations ← generate ← drift ← doctor ← erd ← verify ← testing ← seed ← cli'.split(
    ' ← ',
  )

/** A domain imports itself and those before it. */
const domains =
  'tenancy ← platform ← taxes ← customers ← restaurants ← menu ← inventory ← promotions ← orders ← payments ← ledger ← invoices ← delivery ← reviews ← analytics ← onboarding'.split(
    ' ← ',
  )

/** The files at the root of src, all entries of the package, and the layer each speaks for. */
const rootFiles: Readonly<Record<string, string>> = {
  'index.ts': 'client',
  'schema.ts': 'domains',
  'zod.ts': 'domains',
  'money.ts': 'money',
  'mexico.ts': 'mexico',
  'pricing.ts': 'domains',
  'rls.ts': 'rls',
  'migrations.ts': 'verify',
  'testing.ts': 'seed',
}

interface Source {
  /** From src, with slashes: `domains/orders/orders.ts`. */
  readonly path: string
  readonly text: string
  /** The text without comments, which may name what the code must not do. */
  readonly code: string
  readonly imports: readonly string[]
}

interface Rule {
  readonly name: string
  /** What breaks the rule in this file; nothing when it keeps it. */
  readonly broken: (source: Source) => readonly string[]
  /** One file that must break it, so that the rule cannot be a test that never fails. */
  readonly example: { readonly path: string; readonly text: string }
}

const rules: readonly Rule[] = [
  {
    name: 'a file lives in a layer, or is one of the entries',
    broken: ({ path }) => (layerOf(path) === -1 ? [path] : []),
    example: { path: 'utils/strings.ts', text: '' },
  },
  {
    name: `imports go down the layers: ${layers.join(' ← ')}`,
    broken: (source) => inside(source).filter((target) => layerOf(target) > layerOf(source.path)),
    example: { path: 'domains/orders/place-order.ts', text: `import { openDb } from '../../client/open-db.ts'` },
  },
  {
    name: `imports go down the domains: ${domains.join(' ← ')}`,
    broken: (source) =>
      domainOf(source.path) === undefined
        ? []
        : inside(source).filter((target) => !isBelow(target, source.path) || rootFiles[target] === 'domains'),
    example: { path: 'domains/menu/menus.ts', text: `import { orders } from '../orders/orders.ts'` },
  },
  {
    name: 'entries only re-export, from where a thing is made',
    broken: ({ path, code }) =>
      path in rootFiles && !/^(\s*export (type )?\{[^}]*\} from '[^']+')*\s*$/.test(code)
        ? [code.trim().slice(0, 80)]
        : [],
    example: { path: 'money.ts', text: `export { round } from './money/round.ts'\nexport const PI = 3` },
  },
  {
    name: 'no file is longer than 300 lines',
    broken: ({ text }) => (text.trimEnd().split('\n').length > 300 ? ['longer than 300 lines'] : []),
    example: { path: 'kernel/everything.ts', text: '//\n'.repeat(301) },
  },
  {
    name: 'money and mexico run in a browser: no node:*, no drizzle, nothing but decimal.js',
    broken: ({ path, imports }) =>
      /^(money|mexico)(\/|\.ts$)/.test(path) ? packages(imports).filter((name) => name !== 'decimal.js') : [],
    example: { path: 'mexico/curp.ts', text: `import { createHash } from 'node:crypto'` },
  },
  {
    name: 'whatever the entries for browsers reach imports nothing but decimal.js',
    broken: ({ path, imports }) =>
      inBrowser.has(path) ? packages(imports).filter((name) => name !== 'decimal.js') : [],
    example: { path: 'domains/menu/price-selection.ts', text: `import { sql } from 'drizzle-orm'` },
  },
  {
    name: 'only files called zod.ts import zod',
    broken: ({ path, imports }) =>
      posix.basename(path) === 'zod.ts' ? [] : packages(imports).filter((name) => /^(zod|drizzle-zod)$/.test(name)),
    example: { path: 'domains/orders/place-order.ts', text: `import { z } from 'zod'` },
  },
  {
    name: 'only drivers, migrations and the testing kit import a driver at run time',
    broken: ({ path, code }) =>
      /^(client\/drivers\/|migrations\/|testing\/)/.test(path)
        ? []
        : packages(runtimeImportsOf(code)).filter((name) => /^(postgres|@electric-sql\/pglite)$/.test(name)),
    example: { path: 'domains/orders/place-order.ts', text: `import postgres from 'postgres'` },
  },
  {
    name: 'the types of a driver stay in client, migrations and the testing kit',
    broken: ({ path, imports }) =>
      /^(client|migrations|testing)\//.test(path)
        ? []
        : packages(imports).filter((name) => /^(postgres|@electric-sql\/pglite)$/.test(name)),
    example: { path: 'kernel/tx.ts', text: `import type { Sql } from 'postgres'` },
  },
  {
    name: 'imports name the file, .ts included',
    broken: ({ imports }) => imports.filter((name) => name.startsWith('.') && !name.endsWith('.ts')),
    example: { path: 'kernel/page.ts', text: `import { DbError } from './errors'` },
  },
  forbidden('sql.begin', /\bsql\.begin\b/, 'await sql.begin(work)'),
  forbidden('.transaction(', /\.transaction\(/, 'await db.transaction(work)'),
  // But in quotes, where it begins the name of an attribute of a span.
  forbidden('db.query', /(?<!')\b(db|tx)\.query\b/, 'await tx.query.orders.findMany()'),
  // OFFSET 0 skips nothing: it keeps the planner from taking a subquery apart.
  forbidden('OFFSET', /\boffset\b(?! 0\b)/i, 'tx.select().from(orders).offset(20)'),
  forbidden(
    'set_config(, which changes a tenant in the middle of a statement',
    /\bset_config\(/,
    "sql`select set_config('app.context', ${token}, true)`",
    // Where a scope is entered, by the owner; where it is revoked, where it is tried; openDb and the lints look whether the
    // revoke held.
    /^(rls\/context\.ts|rls\/roles\.ts|client\/start-up\.ts|doctor\/lints\/.*|testing\/isolation\/.*)$/,
  ),
]

function forbidden(what: string, word: RegExp, example: string, exceptIn?: RegExp): Rule {
  return {
    name: `nobody writes ${what}`,
    broken: ({ path, code }) => (exceptIn?.test(path) !== true && word.test(code) ? [what] : []),
    example: { path: 'domains/orders/place-order.ts', text: example },
  }
}

const src = fileURLToPath(new URL('../src', import.meta.url))

const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => source(relative('.', path).split(sep).join('/'), readFileSync(join(src, path), 'utf8')))

/** The files that browsers load: the entries without a database, and all that these import. */
const inBrowser = new Set(['money.ts', 'mexico.ts', 'pricing.ts'])
// A set is walked over what is added on the way, too.
for (const path of inBrowser) {
  for (const file of sources) if (file.path === path) for (const target of inside(file)) inBrowser.add(target)
}

describe('in src,', () => {
  for (const { name, broken } of rules) {
    test(name, () => {
      expect(sources.length).toBeGreaterThan(100)
      expect(sources.flatMap((file) => broken(file).map((what) => `src/${file.path}: ${what}`))).toEqual([])
    })
  }
})

describe('it would be noticed if not:', () => {
  for (const { name, broken, example } of rules) {
    test(name, () => {
      expect(broken(source(example.path, example.text))).toHaveLength(1)
    })
  }
})

function source(path: string, text: string): Source {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
  return { path, text, code, imports: importsOf(code) }
}

function importsOf(code: string): string[] {
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].flatMap(([, name]) => name ?? [])
}

function runtimeImportsOf(code: string): string[] {
  return importsOf(code.replace(/\b(import|export) type [^']*'[^']*'/g, ''))
}

/** The packages among imports: `drizzle-orm` of `drizzle-orm/pg-core`. */
function packages(imports: readonly string[]): string[] {
  return imports
    .filter((name) => !name.startsWith('.'))
    .map((name) => name.match(/^(node:.*|@[^/]+\/[^/]+|[^/]+)/)?.[0] ?? name)
}

/** The files of src among imports, as paths from src. */
function inside({ path, imports }: Source): string[] {
  return imports.filter((name) => name.startsWith('.')).map((name) => posix.join(posix.dirname(path), name))
}

function layerOf(path: string): number {
  return layers.indexOf(rootFiles[path] ?? path.split('/')[0] ?? '')
}

function domainOf(path: string): string | undefined {
  return path.match(/^domains\/([^/]+)\//)?.[1]
}

function isBelow(target: string, path: string): boolean {
  const [own, other] = [domainOf(path), domainOf(target)]
  if (own === undefined || other === undefined) return true
  return domains.includes(other) && domains.indexOf(other) <= domains.indexOf(own)
}
