import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { Progress } from '../../src/cli/progress.ts'
import { csvOfMenuFile, menuVersions, publishMenu } from '../../src/index.ts'
import { aMenu, asStaff, newTenant, openTestDb, type TestDb, type TestTenant } from '../../src/testing.ts'
import { footprint } from '../domains/footprint.ts'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'platform-db-menus-'))
const at = (name: string) => join(folder, name)
const file = (name: string, content: string) => {
  writeFileSync(at(name), content)
  return at(name)
}

let db: TestDb
let tenant: TestTenant

beforeAll(async () => {
  db = await openTestDb({ serverUrl: inject('serverUrl') })
  tenant = await newTenant(db)
})

afterAll(async () => {
  rmSync(folder, { recursive: true })
  await db.close()
})

const importing = (path: string, ...args: readonly string[]) =>
  run('menu', 'import', path, '--tenant', tenant.tenantId, '--restaurant', tenant.restaurantId, ...args)
const exporting = (path: string, version: string, ...args: readonly string[]) =>
  run('menu', 'export', path, '--tenant', tenant.tenantId, '--version', version, ...args)

describe('platform-db menu', () => {
  test('imports JSON as a draft and exports it as CSV, which is imported into the same menu and published', async () => {
    const { code, stdout, stderr } = await importing(file('carta.json', JSON.stringify(aMenu())))
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'reading carta.json\nwriting 3 items\n' })
    const [, menuId = '', versionId = ''] =
      /^carta\.json: 3 items, a draft\nmenu (\S+)\nversion (\S+)\n$/.exec(stdout) ?? []
    expect(await exporting(at('carta.csv'), versionId)).toEqual({
      code: 0,
      stdout: `${at('carta.csv')}: 3 items\n`,
      stderr: 'reading the version\n',
    })
    expect(readFileSync(at('carta.csv'), 'utf8')).toBe([...csvOfMenuFile(aMenu())].join(''))

    // While the draft is there, nothing is written.
    expect(await importing(at('carta.csv'), '--menu', menuId)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('MENU_HAS_DRAFT: '),
    })
    await db.as(tenant.staff, (tx) => publishMenu(tx, { versionId }))
    const second = await importing(at('carta.csv'), '--menu', menuId, '--publish', '--json')
    expect({ code: second.code, stderr: second.stderr }).toEqual({ code: 0, stderr: '' })
    const result: unknown = JSON.parse(second.stdout)
    expect(result).toEqual({
      written: true,
      menuId,
      versionId: expect.any(String),
      items: 3,
      published: true,
      refused: [],
      refusedCount: 0,
    })
    const versions = await asStaff(tenant, (tx) =>
      tx
        .select({ number: menuVersions.number, status: menuVersions.status })
        .from(menuVersions)
        .where(eq(menuVersions.menuId, menuId))
        .orderBy(menuVersions.number),
    )
    expect(versions).toEqual([
      { number: 1, status: 'retired' },
      { number: 2, status: 'published' },
    ])
    expect(readdirSync(folder).sort()).toEqual(['carta.csv', 'carta.json'])
  })

  test('tells all that is wrong with a CSV by line and column, writes nothing and ends with 1', async () => {
    const before = await footprint(db, tenant.tenantId)
    const path = file('malo.csv', 'type,sku,name,price\nmenu,,Carta\ncategory,,Tacos\nitem,taco,Taco,doce\n')
    expect(await importing(path)).toEqual({
      code: 1,
      stdout:
        'line 4, sku: must be 3 to 20 of A–Z, 0–9 and -\n' +
        'line 4, price: must be an amount in pesos, as text\n' +
        'malo.csv: nothing written, 2 refused\n',
      stderr: 'reading malo.csv\n',
    })
    const { code, stdout } = await importing(path, '--json')
    expect({ code, ...JSON.parse(stdout) }).toEqual({
      code: 1,
      written: false,
      refusedCount: 2,
      refused: [
        { line: 4, column: 'sku', reason: 'must be 3 to 20 of A–Z, 0–9 and -' },
        { line: 4, column: 'price', reason: 'must be an amount in pesos, as text' },
      ],
    })
    expect(await footprint(db, tenant.tenantId)).toEqual(before)
  })

  test('a file that cannot be published is not imported either', async () => {
    const before = await footprint(db, tenant.tenantId)
    const empty = JSON.stringify({ name: 'Vacía', modifierGroups: [], categories: [{ name: 'Nada', items: [] }] })
    expect(await importing(file('vacia.json', empty), '--publish')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('MENU_NOT_SELLABLE: '),
    })
    expect(await footprint(db, tenant.tenantId)).toEqual(before)
  })

  test.for<[what: string, name: string, content: string, told: string]>([
    [
      'what is no JSON, by its line',
      'roto.json',
      '{\n  "name": "Receta",\n  oops\n}',
      'line 3: is not JSON\nroto.json: nothing written, 1 refused\n',
    ],
    ['half a file', 'medio.json', '{\n', 'line 2: is not JSON\nmedio.json: nothing written, 1 refused\n'],
    ['JSON that is no menu', 'lista.json', '[]', 'must be an object\nlista.json: nothing written, 1 refused\n'],
    [
      'a field of JSON, by its place',
      'campo.json',
      JSON.stringify({ ...aMenu(), name: '' }),
      'name: must be text of 1 to 200 characters\ncampo.json: nothing written, 1 refused\n',
    ],
    [
      'a lost quote',
      'comilla.csv',
      'type,name\nmenu,"Carta\n',
      'line 2: has a quote that nothing closes\ncomilla.csv: nothing written, 1 refused\n',
    ],
  ])('refuses %s', async ([, name, content, told]) => {
    expect(await importing(file(name, content))).toMatchObject({ code: 1, stdout: told })
  })

  test("a user's mistake is a line, without a stack", async () => {
    const cases: readonly [args: readonly string[], code: number, line: RegExp][] = [
      [
        ['import', at('carta.xlsx'), '--tenant', tenant.tenantId, '--restaurant', tenant.restaurantId],
        1,
        /^INVALID: file must end with \.csv or \.json\n$/,
      ],
      [
        ['import', at('none.csv'), '--tenant', tenant.tenantId, '--restaurant', tenant.restaurantId],
        1,
        /INVALID: the file cannot be read\n$/,
      ],
      [['import', at('none.csv')], 2, /^USAGE: /],
      [
        ['export', at('a.json'), '--tenant', 'x', '--version', tenant.menuId],
        1,
        /INVALID: actor\.tenantId must be a UUID\n$/,
      ],
      [
        ['export', at('a.json'), '--tenant', tenant.tenantId, '--version', tenant.menuId],
        1,
        /NOT_FOUND: no such version\n$/,
      ],
    ]
    for (const [args, code, line] of cases) {
      const result = await run('menu', ...args)
      expect(result).toEqual({ code, stdout: '', stderr: expect.stringMatching(line) })
      expect(result.stderr).not.toMatch(/\n {4}at /)
    }
  })
})

describe('progress', () => {
  const shown = (isTTY: boolean, env: Readonly<Record<string, string>>, quiet = false) => {
    const written: string[] = []
    const progress = new Progress(quiet, { isTTY, write: (part) => written.push(part) }, env)
    progress.show('reading', 0.5)
    progress.show('reading', 1)
    progress.show('writing')
    progress.end()
    return written.join('')
  }
  const half = `${'█'.repeat(12)}${'░'.repeat(12)}`
  const full = '█'.repeat(24)

  test('is a bar on a terminal, and leaves nothing behind', () => {
    expect(shown(true, {})).toBe(
      `\r\u001B[2K\u001B[32m${half}\u001B[39m  50 % reading\r\u001B[2K\u001B[32m${full}\u001B[39m 100 % reading\r\u001B[2Kwriting\r\u001B[2K`,
    )
  })

  test('has no colour with NO_COLOR', () => {
    expect(shown(true, { NO_COLOR: '1' })).toBe(
      `\r\u001B[2K${half}  50 % reading\r\u001B[2K${full} 100 % reading\r\u001B[2Kwriting\r\u001B[2K`,
    )
  })

  test('is a line per step elsewhere, and nothing for a program', () => {
    expect(shown(false, {})).toBe('reading\nwriting\n')
    expect(shown(true, { TERM: 'dumb' })).toBe('reading\nwriting\n')
    expect(shown(true, {}, true)).toBe('')
  })
})

async function run(...args: readonly string[]) {
  const { url = '', contextKey = '' } = db.server ?? {}
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...args], {
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: url, CONTEXT_KEY: contextKey },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { code, stdout, stderr }
}
