import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const root = new URL('../', import.meta.url)
const report = new URL('docs/api.txt', root)

const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  readonly exports: Readonly<Record<string, string>>
}

/** Entry point and its source: `@platform/db/money` and `src/money.ts`. */
const entries = Object.entries(manifest.exports)
  .filter(([, target]) => target.endsWith('.js'))
  .map(([entry, target]) => ({
    entry: entry.replace(/^\./, '@platform/db'),
    file: target.replace('./dist/', 'src/').replace(/\.js$/, '.ts'),
  }))

describe('the entries of package.json', () => {
  test('have their file in src', () => {
    expect(entries.length).toBeGreaterThan(5)
    expect(entries.filter(({ file }) => !existsSync(new URL(file, root)))).toEqual([])
  })

  test('only re-export, name by name, so that what is public is chosen', () => {
    for (const { file } of entries) expect(namesIn(file), file).not.toHaveLength(0)
    expect(() => exportedNames('export const a = 1')).toThrow('export const a = 1')
    expect(() => exportedNames("export * from './a.ts'")).toThrow('export *')
    expect(exportedNames("// why\nexport { a, type B } from './a.ts'\nexport type { C as D } from './c.ts'")).toEqual([
      'a',
      'type B',
      'type D',
    ])
  })

  test('export what docs/api.txt lists (UPDATE_API=1 writes it)', () => {
    const found = entries.flatMap(({ entry, file }) => [`# ${entry}`, ...namesIn(file).toSorted(byName), '']).join('\n')
    if (process.env['UPDATE_API'] === '1') writeFileSync(report, found)
    expect(readFileSync(report, 'utf8'), 'the public names changed: note it in the CHANGELOG, then UPDATE_API=1').toBe(
      found,
    )
  })
})

function namesIn(file: string): string[] {
  return exportedNames(readFileSync(new URL(file, root), 'utf8'))
}

/** The names in a module of `export { … } from '…'` alone; types with the word `type` before them. */
function exportedNames(module: string): string[] {
  const code = module.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const reExport = /^\s*export (type )?\{([^}]*)\} from '[^']+'/gm
  const rest = code.replace(reExport, '').trim()
  if (rest !== '') throw new Error(`more than re-exports: ${rest}`)
  return [...code.matchAll(reExport)].flatMap(([, ofTypes = '', list = '']) =>
    list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => {
        const isType = ofTypes !== '' || name.startsWith('type ')
        const publicName = name.replace(/^type /, '').replace(/^.* as /, '')
        return isType ? `type ${publicName}` : publicName
      }),
  )
}

/** By the name itself, wherever it is a type: independent of the machine's locale. */
function byName(one: string, other: string): number {
  const [a, b] = [one, other].map((name) => name.replace(/^type /, ''))
  return a! < b! ? -1 : Number(a! > b!)
}
