import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { withoutClock } from './without-clock.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = new URL('../../examples/', import.meta.url)
const files = readdirSync(folder).filter((file) => /^\d\d-.*\.ts$/.test(file))

/** As somebody types it: a process of its own, the package by its name. */
function run(...args: readonly string[]): string {
  const { DATABASE_URL: _, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}\n${stdout}\n${stderr}`)
  return stdout
}

/** What an example prints that runs here: a process of its own for each would only start Node and PGlite once more. */
async function printedBy(file: string): Promise<string> {
  const lines: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((...values) => void lines.push(`${format(...values)}\n`))
  try {
    await import(new URL(file, folder).href)
  } finally {
    log.mockRestore()
  }
  return lines.join('')
}

describe('examples', { timeout: 300_000 }, () => {
  test('there are eight, numbered', () => {
    expect(files.map((file) => file.slice(3, -3))).toEqual([
      'quickstart',
      'own-tables',
      'menu-import',
      'checkout',
      'kitchen-board',
      'refunds',
      'isolation-test',
      'reporting',
    ])
  })

  describe.for(files)('%s', (file) => {
    const code = readFileSync(new URL(file, folder), 'utf8')

    test('has at most 60 lines, and imports what an application can', () => {
      expect(code.trimEnd().split('\n').length).toBeLessThanOrEqual(60)
      const imported = [...code.matchAll(/from '([^']+)'/g)].map(([, name]) => name)
      expect(imported.filter((name) => !/^(node:|@platform\/db|drizzle-orm|\.\/)/.test(name ?? ''))).toEqual([])
    })

    test('prints what examples/output has (UPDATE_DOCS=1 writes it)', async () => {
      const output = new URL(`output/${file.replace('.ts', '.txt')}`, folder)
      // The first is the one that a reader types: it must end by itself, too.
      const printed = withoutClock(file === files[0] ? run(`examples/${file}`) : await printedBy(file))
      if (process.env['UPDATE_DOCS'] === '1') writeFileSync(output, printed)
      expect(printed).toBe(readFileSync(output, 'utf8'))
    })

    test('shows the lines that it says it prints', () => {
      const said = [...code.matchAll(/^ *\/\/ → (.*)$/gm)].map(([, line]) => line)
      const printed = readFileSync(new URL(`output/${file.replace('.ts', '.txt')}`, folder), 'utf8').split('\n')
      expect(said.filter((line) => !printed.includes(line ?? ''))).toEqual([])
    })
  })

  test('the migration of order-notes.ts is the one that `generate` writes', () => {
    const args = ['generate', '--check', '--schema', 'examples/order-notes.ts', '--out', 'examples/drizzle']
    expect(run('src/cli/main.ts', ...args)).toBe('no changes\n')
  })
})
