import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newContextKey } from '../../src/index.ts'
import { missingFixes } from '../../src/kernel/server-fixes.ts'
import { diagnose, type Diagnosis, migrate, provision, setStrict } from '../../src/migrations.ts'
import { durable } from '../lanes/servers.ts'
import { aPatient, engines, password, type Patient } from './a-patient.ts'

/** What the servers that npm brings lack, and no schema can mend. */
const ofTheServer = new Set(['RLS-802', 'RLS-803', 'RLS-804'])

const named = ({ findings }: Diagnosis) =>
  findings.filter(({ id }) => !ofTheServer.has(id)).map(({ id, object }) => `${id} ${object}`)

describe.for(engines)('our own schema on %s', (engine) => {
  let patient: Patient
  beforeAll(async () => {
    patient = await aPatient(engine)
  })
  afterAll(() => patient.stop())

  test('has no error, no warning, nothing pending and no drift', async () => {
    const { findings, pending, drift, unchecked } = await diagnose(patient.connection)
    const bad = findings.filter(({ id, level }) => level !== 'info' && !ofTheServer.has(id))
    expect({ bad, pending, drift, unchecked }).toEqual({ bad: [], pending: [], drift: [], unchecked: [] })
  })

  test('lacks of the server the fixes that its minor release came too early for', async () => {
    const [row] = await patient.connection.run(`select current_setting('server_version_num') as version`)
    const { findings } = await diagnose(patient.connection)
    const lacking = findings.filter(({ id }) => id === 'RLS-802' || id === 'RLS-803').map(({ object }) => object)
    expect(lacking.sort()).toEqual(
      missingFixes(Number(row?.['version']))
        .map(({ cve }) => cve)
        .sort(),
    )
  })

  test('a session that goes on keeps its search path and its role', async () => {
    await patient.connection.run('set search_path = app, public')
    await diagnose(patient.connection)
    const [row] = await patient.connection.run(
      `select current_setting('search_path') as path, current_user::text as who`,
    )
    expect(row).toEqual({ path: 'app, public', who: 'postgres' })
    await patient.connection.run('reset search_path')
  })
})

describe('the doctor', () => {
  let patient: Patient
  beforeAll(async () => {
    patient = await aPatient(15, durable)
  })
  afterAll(() => patient.stop())

  const nobodysTables = ['RLS-701', 'RLS-702', 'RLS-901', 'RLS-902', 'migrations']

  test.for(['app_user', 'app_admin'])('says as %s what it could not look at, and looks at the rest', async (login) => {
    const diagnosis = await diagnose({ url: patient.urlOf(login) })
    expect(diagnosis.login).toBe(login)
    expect(diagnosis.unchecked.map(({ id }) => id)).toEqual(nobodysTables)
    expect(named(diagnosis)).toEqual(named(await diagnose({ url: patient.urlOf('postgres') })))
  })

  test('as the migrating login looks at everything, and finds what a plain owner could not harden', async () => {
    const root = patient.connection
    await root.run(`create role plain_owner login createrole password '${password}'`)
    await root.run('create database plain owner plain_owner')
    const url = new URL(patient.urlOf('plain_owner'))
    url.pathname = '/plain'
    const target = { url: url.href }
    // The roles are the cluster's, made by another login.
    await root.run('grant app_owner to plain_owner')
    await migrate(target)
    await provision(target, { contextKey: newContextKey(1) })
    const open = await diagnose(target)
    expect(open.unchecked).toEqual([])
    const worse = named(open).filter((name) => !/RLS-(205|807)/.test(name))
    expect(worse).toContain('RLS-305 pg_catalog.set_config(text,text,boolean)')
    expect(worse.every((name) => /RLS-30[56]/.test(name))).toBe(true)
    await setStrict(target, true)
    expect(named(await diagnose(target))).not.toContain('RLS-305 pg_catalog.set_config(text,text,boolean)')
    expect((await diagnose(target)).drift).toEqual([])
  })

  test('finds no key where none is', async () => {
    await patient.connection.run(`create database keyless`)
    const url = new URL(patient.urlOf('postgres'))
    url.pathname = '/keyless'
    await expect(diagnose({ url: url.href })).rejects.toMatchObject({ code: 'NOT_MIGRATED' })
    await migrate({ url: url.href })
    expect(named(await diagnose({ url: url.href }))).toContain('RLS-701 app_private.context_keys')
  })

  test('finds that a copy of the database lost the privileges of the database itself', async () => {
    await patient.connection.run('create database original')
    const url = new URL(patient.urlOf('postgres'))
    url.pathname = '/original'
    await migrate({ url: url.href })
    await patient.connection.run('create database copy template original')
    url.pathname = '/copy'
    expect(named(await diagnose({ url: url.href }))).toContain('RLS-303 copy')
  })

  test('tells of a pending migration instead of the drift that comes of it', async () => {
    const { connection } = patient
    await connection.run('create table away as table drizzle.platform_migrations')
    await connection.run('delete from drizzle.platform_migrations')
    try {
      const { pending, drift, sound } = await diagnose(connection, { ignore: ['RLS-802'] })
      expect({ pending, drift, sound }).toEqual({ pending: ['0000_init'], drift: [], sound: false })
    } finally {
      await connection.run('insert into drizzle.platform_migrations table away')
      await connection.run('drop table away')
    }
  })

  test('is not alarmed by an index that somebody added, but by a policy', async () => {
    const { connection } = patient
    const after = async (statements: string) => {
      await connection.run('begin')
      try {
        await connection.run(statements)
        const { drift, sound } = await diagnose(connection, { ignore: ['RLS-802'] })
        return { drift: drift.map(({ kind, object }) => `${kind} ${object}`), sound }
      } finally {
        await connection.run('rollback')
      }
    }
    expect(await after('create index more_idx on customers (tenant_id, created_at)')).toEqual({
      drift: ['extra index public.customers.more_idx'],
      sound: true,
    })
    const narrower = `create policy narrower on customers as restrictive for delete to public using (created_at is not null)`
    expect(await after(narrower)).toEqual({ drift: ['extra policy public.customers.narrower'], sound: false })
  })

  test('tells why migrate would refuse', async () => {
    const { connection } = patient
    await connection.run(`update drizzle.platform_migrations set hash = 'x' || hash`)
    try {
      const { refused, sound } = await diagnose(connection, { ignore: ['RLS-802'] })
      expect({ code: refused?.code, sound }).toEqual({ code: 'MIGRATION_EDITED', sound: false })
    } finally {
      await connection.run(`update drizzle.platform_migrations set hash = substr(hash, 2)`)
    }
  })

  test('tells what else the server refuses to show, and goes on', async () => {
    const { connection } = patient
    await connection.run('alter table drizzle.platform_migrations rename column applied_at to done_at')
    try {
      const { unchecked, checked } = await diagnose(connection)
      expect(unchecked.map(({ id }) => id)).toEqual(['RLS-901', 'migrations'])
      expect(unchecked[0]?.why).toMatch(/^42703: /)
      expect(checked).toBeGreaterThan(70)
    } finally {
      await connection.run('alter table drizzle.platform_migrations rename column done_at to applied_at')
    }
  })

  test('ignores what it is told to, all of a lint or one object of it, and refuses a lint that is none', async () => {
    await patient.connection.run('grant truncate on orders, customers to app_user')
    try {
      const all = await diagnose(patient.connection)
      expect(named(all)).toContain('RLS-301 public.orders')
      const one = await diagnose(patient.connection, { ignore: ['RLS-301:public.orders'] })
      expect(named(one).filter((name) => name.startsWith('RLS-301'))).toEqual(['RLS-301 public.customers'])
      expect(one.ignored).toBe(1)
      const none = await diagnose(patient.connection, { ignore: ['RLS-301'] })
      expect(named(none).filter((name) => name.startsWith('RLS-301'))).toEqual([])
    } finally {
      await patient.connection.run('revoke truncate on orders, customers from app_user')
    }
    await expect(diagnose(patient.connection, { ignore: ['RLS-999'] })).rejects.toMatchObject({
      code: 'INVALID',
      details: { field: 'ignore' },
    })
  })

  test('no function of the database stands in for one of the server', async () => {
    await patient.connection.run(`create function public.pg_get_expr(pg_node_tree, oid) returns text language sql
  as $$ select '(tenant_id = ( SELECT app.tenant_id() AS tenant_id))' $$`)
    await patient.connection.run(
      `alter database ${new URL(patient.urlOf('postgres')).pathname.slice(1)} set search_path = public, pg_catalog`,
    )
    await patient.connection.run('alter policy orders_tenant on orders using (true)')
    try {
      const found = named(await diagnose({ url: patient.urlOf('postgres') }))
      expect(found).toContain('RLS-003 public.orders')
      expect(found).toContain('RLS-407 all roles in database ' + new URL(patient.urlOf('postgres')).pathname.slice(1))
    } finally {
      await patient.connection.run('alter policy orders_tenant on orders using (tenant_id = (select app.tenant_id()))')
      await patient.connection.run(
        `alter database ${new URL(patient.urlOf('postgres')).pathname.slice(1)} reset search_path`,
      )
      await patient.connection.run('drop function public.pg_get_expr')
    }
  })

  describe('on the command line', () => {
    const sound = '--ignore=RLS-802'

    test('prints one line of sums and ends with 0 when nothing is wrong', async () => {
      const { code, stdout, stderr } = await doctor(patient.urlOf('postgres'), sound)
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toMatch(
        /\nPostgreSQL 15\.\d+ as postgres: \d+ lints, 0 error, \d+ warning, \d+ info, 0 drifted, \d+ ignored, 0 unchecked\nsound\n$/,
      )
    })

    test('prints each finding with its fix and ends with 1 on an error', async () => {
      await patient.connection.run('alter table orders no force row level security')
      const { code, stdout } = await doctor(patient.urlOf('app_user'), sound)
      await patient.connection.run('alter table orders force row level security')
      expect(code).toBe(1)
      expect(stdout).toContain(`error     RLS-002  Row level security is not forced
            public.orders
            fix: alter table … force row level security
`)
      expect(stdout).toMatch(
        /drift     differs {2}table public\.orders\n {12}- .*row security forced.*\n {12}\+ .*row security on/,
      )
      expect(stdout).toContain('unchecked RLS-701: this login may not look')
      expect(stdout).toMatch(/\nnot sound\n$/)
    })

    test('--json is one document', async () => {
      const { code, stdout } = await doctor(patient.urlOf('app_user'), sound, '--json')
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({ login: 'app_user', sound: true, drift: [], pending: [] })
    })
  })
})

async function doctor(url: string, ...args: readonly string[]) {
  const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, 'doctor', ...args], {
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { code, stdout, stderr }
}
