import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { adminLog, listMenu, newId, service } from '../../../src/index.ts'
import { aBranch, aMenu, openTestDb, type TestDb } from '../../../src/testing.ts'
import { runCli } from '../run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'platform-db-tenant-'))
const tenant = {
  slug: 'la-milpa',
  displayName: 'La Milpa',
  legalName: 'La Milpa, S.A. de C.V.',
  owner: { userId: newId(), displayName: 'Dueña' },
  restaurants: [{ name: 'La Milpa', cuisine: 'mexicana', branch: aBranch(), menu: aMenu() }],
}

let db: TestDb
let env: Readonly<Record<string, string>>

beforeAll(async () => {
  db = await openTestDb({ serverUrl: inject('serverUrl') })
  const { url = '', adminUrl = '', contextKey = '' } = db.server ?? {}
  env = { DATABASE_URL: url, ADMIN_URL: adminUrl, CONTEXT_KEY: contextKey }
})

afterAll(async () => {
  rmSync(folder, { recursive: true })
  await db.close()
})

const create = (content: unknown, ...args: readonly string[]) => {
  const file = join(folder, 'tenant.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return runCli(['tenant', 'create', file, ...args], { env })
}
const list = (...args: readonly string[]) =>
  runCli(['tenant', 'list', '--reason', 'a test looks who is there', ...args], { env })

describe('platform-db tenant', () => {
  test('creates a tenant of a file, with a menu on sale, and lists it with the others', async () => {
    const made = await create(tenant, '--json')
    expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' })
    const { tenantId, restaurants } = JSON.parse(made.stdout) as {
      tenantId: string
      restaurants: readonly { branchId: string }[]
    }
    const { branchId = '' } = restaurants[0] ?? {}
    const menu = await db.as(service(tenantId), (tx) => listMenu(tx, { branchId }))
    expect(menu.map(({ sku }) => sku)).toEqual(['TACO', 'AGUA', 'FLAN'])

    const another = await create(tenant, '--slug', 'otra-milpa')
    expect(another).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^tenant \S{36} {2}otra-milpa\nowner \S{36}\nrestaurant \S{36}, branch \S{36}: 3 dishes on sale\nclosed until setOpeningHours says when it opens\n$/,
      ),
    })
    const { stdout } = await list()
    expect(stdout).toMatch(
      new RegExp(`^la-milpa    ${tenantId}  active  La Milpa\notra-milpa  \\S{36}  active  La Milpa\n2 tenants\n$`),
    )
    expect(JSON.parse((await list('--json')).stdout)).toMatchObject({
      tenants: [{ slug: 'la-milpa', tenantId }, { slug: 'otra-milpa' }],
    })
    const kept = await db.admin('a test looks at reasons', (tx) =>
      tx.select({ reason: adminLog.reason }).from(adminLog),
    )
    expect(kept.filter(({ reason }) => reason === 'a test looks who is there')).toHaveLength(2)
  })

  test.for<[what: string, content: unknown, said: string]>([
    ['a slug that is taken', { ...tenant, slug: 'la-milpa' }, 'HOST_TAKEN: '],
    ['no JSON', '{ "slug": ', 'INVALID: the file is not JSON\n'],
    ['a field that is missing', { ...tenant, displayName: undefined }, 'INVALID: displayName '],
    ['a field that there is not', { ...tenant, plan: 'gold' }, 'INVALID: '],
    [
      'a branch without a time zone',
      { ...tenant, restaurants: [{ ...tenant.restaurants[0], branch: { ...aBranch(), timeZone: 'CDMX' } }] },
      'INVALID: restaurants[0].branch.timeZone ',
    ],
  ])('refuses %s, with a code and no stack', async ([, content, said]) => {
    const { code, stdout, stderr } = await create(content)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr.startsWith(said), stderr).toBe(true)
    expect(stderr.trimEnd()).not.toContain('\n')
  })
})
