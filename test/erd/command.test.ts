import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const page = (name: string) => readFileSync(`${root}docs/erd/${name}`, 'utf8')

/** As somebody types it; no database is named, and none is needed. */
async function erd(...args: readonly string[]) {
  const command = ['--import', 'tsx', 'src/cli/main.ts', 'erd', ...args]
  const { DATABASE_URL: _, MIGRATE_URL: __, ...env } = process.env
  return promisify(execFile)(process.execPath, command, { cwd: root, env, maxBuffer: 2 ** 24 }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  )
}

describe('platform-db erd', () => {
  test('prints the drawing of a domain that stands in the docs', async () => {
    expect(await erd('--domain', 'reviews', '--format', 'svg')).toEqual({
      code: 0,
      stdout: page('reviews.svg'),
      stderr: '',
    })
  })

  test('prints Mermaid when nothing else is asked for, and one object for a program', async () => {
    const { stdout } = await erd('--domain', 'taxes')
    expect(page('taxes.md')).toContain(`\`\`\`mermaid\n${stdout}\`\`\``)
    expect(JSON.parse((await erd('--domain', 'taxes', '--json')).stdout)).toEqual({
      title: 'taxes',
      format: 'mermaid',
      tables: ['sat_catalogs', 'tax_rules'],
      text: stdout,
    })
  })

  test('draws the tables of an application, and those of ours that they refer to', async () => {
    const { code, stdout } = await erd('--schema', 'test/erd/own-schema.ts')
    expect(code).toBe(0)
    expect(stdout).toBe(`erDiagram
  order_notes["order_notes, tenant"] {
    uuid tenant_id PK
    uuid id PK
    uuid order_id FK
    text body "personal: words"
    may select "staff"
    may insert "staff"
  }
  orders["orders of orders"]
  orders ||--o{ order_notes : order_id
`)
  })

  test.each([
    [['--domain', 'pedidos'], 1, 'INVALID: there is no such domain: tenancy, platform, '],
    [['--schema', 'nowhere.ts'], 1, 'INVALID: there is no schema file nowhere.ts'],
    [['--schema', 'src/errors.ts', '--domain', 'orders'], 1, 'INVALID: a diagram is of a domain or of a schema file'],
    [['--schema', 'scripts/golden-schema.ts'], 1, 'INVALID: scripts/golden-schema.ts exports no tables'],
    [['--format', 'png'], 2, 'USAGE: '],
  ])('refuses %j', async (args, code, says) => {
    expect(await erd(...args)).toEqual({ code, stdout: '', stderr: expect.stringContaining(says) })
  })
})
