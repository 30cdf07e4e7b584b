import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { test } from '../database.ts'
import { asSuperuser } from '../domains/as-owner.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

test(
  'platform-db seed makes the small city, and platform-db verify ends with 1 once something is changed',
  {
    timeout: 480_000,
  },
  async ({ db }) => {
    const { server } = db
    if (!server) throw new Error('this test is of the server lane')
    const made = await run(['seed', '--until', '2026-11-20T20:00:00Z', '--json'], { MIGRATE_URL: server.superuserUrl })
    expect(made).toMatchObject({ code: 0, stderr: '' })
    const seeded = JSON.parse(made.stdout) as {
      readonly tenants: readonly { readonly city: string; readonly tenantId: string }[]
    }
    expect(seeded).toMatchObject({ seed: 1, until: '2026-11-20T20:00:00.000Z', rows: { orders: 360, branches: 6 } })
    expect(seeded.tenants.map(({ city }) => city)).toEqual(['cdmx', 'monterrey', 'tijuana'])

    const env = { DATABASE_URL: server.url, CONTEXT_KEY: server.contextKey }
    const clean = await run(['verify'], { ...env, ADMIN_URL: server.adminUrl })
    expect(clean).toMatchObject({ code: 0, stdout: '3 tenants, 14 rules: everything adds up\n' })

    const [first, second] = seeded.tenants
    const spoiled = `update rating_totals set stars_5 = stars_5 + 1, count = count + 1, sum = sum + 5
    where branch_id = (select branch_id from rating_totals where tenant_id = '${first?.tenantId ?? ''}' and branch_id is not null limit 1)`
    await asSuperuser(db, spoiled)
    const found = await run(['verify', '--tenant', first?.tenantId ?? '', '--json'], env)
    expect(found).toMatchObject({ code: 1, stderr: '' })
    expect(JSON.parse(found.stdout)).toMatchObject({ tenants: 1, differences: [{ rule: 'ratings' }] })
    expect(await run(['verify', '--tenant', second?.tenantId ?? ''], env)).toMatchObject({
      code: 0,
      stdout: '1 tenants, 14 rules: everything adds up\n',
    })
    expect(await run(['verify'], env)).toMatchObject({ code: 1, stderr: expect.stringContaining('ADMIN_URL') })
  },
)

async function run(args: readonly string[], env: NodeJS.ProcessEnv) {
  const inherited = { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'] }
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    cwd: root,
    env: { ...inherited, ...env },
  })
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ])
  return { code, stdout, stderr }
}
