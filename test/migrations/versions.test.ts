import { PGlite } from '@electric-sql/pglite'
import { describe, expect, test } from 'vitest'
import { newContextKey } from '../../src/index.ts'
import { migrate, type MigrationEvent, provision } from '../../src/migrations.ts'
import { migratedSnapshot } from '../../src/testing/snapshot.ts'
import { firstDifference } from '../../scripts/golden-schema.ts'
import { startServer } from '../lanes/servers.ts'
import { aDatabase, at, connect } from './a-database.ts'
import { catalog } from './catalog.ts'

const passwords = { appPassword: `it's \\ a "pass"`, adminPassword: 'only-for-tests' }

describe.for([15, 17, 18] as const)('PostgreSQL %s', (version) => {
  test('migrates a fresh cluster by a plain owner and by a superuser, four databases at once, to the same schema as PGlite', async () => {
    const server = await startServer(version)
    try {
      const root = connect(server.adminUrl)
      const owner = { name: 'mig_owner', password: 'only-for-tests' }
      await root.unsafe(`create role ${owner.name} login createrole password '${owner.password}'`)
      await using plain = await aDatabase(server.adminUrl, owner.name)
      const plainUrl = at(plain.url, new URL(plain.url).pathname.slice(1), owner)
      const warnings: MigrationEvent[] = []
      const onEvent = (event: MigrationEvent) => {
        if (event.kind === 'warning') warnings.push(event)
      }
      // First, so that the roles are made without a superuser: app_admin has no BYPASSRLS then.
      expect(await migrate({ url: plainUrl }, { onEvent })).toMatchObject({ applied: ['0000_init'] })
      expect(warnings).toContainEqual({ kind: 'warning', message: expect.stringContaining('use the strict context') })
      await provision({ url: plainUrl }, { ...passwords, contextKey: newContextKey(1) })
      const app = connect(
        at(plain.url, new URL(plain.url).pathname.slice(1), { name: 'app_user', password: passwords.appPassword }),
      )
      expect(
        await app`select current_user, (select rolbypassrls from pg_roles where rolname = 'app_admin') as bypass`,
      ).toEqual([{ current_user: 'app_user', bypass: false }])
      await app.end()

      await using four = await fourDatabases(server.adminUrl)
      const { databases } = four
      await Promise.all(databases.map((database) => migrate(database)))
      await Promise.all(
        databases.map((database) => provision(database, { ...passwords, contextKey: newContextKey(1) })),
      )

      const expected = await embeddedCatalog()
      for (const database of [plain, ...databases]) {
        const rows = await database.session().unsafe<{ line: string }[]>(catalog)
        expect(firstDifference(expected, text(rows))).toBeUndefined()
      }
      await root.end()
    } finally {
      await server.stop()
    }
  })
})

test('roles that do not exist yet are made by whichever of four databases comes first', async () => {
  const server = await startServer(15)
  try {
    await using four = await fourDatabases(server.adminUrl)
    const { databases } = four
    const results = await Promise.all(databases.map((database) => migrate(database)))
    expect(results.map(({ applied }) => applied)).toEqual(Array.from({ length: 4 }, () => ['0000_init']))
  } finally {
    await server.stop()
  }
})

async function fourDatabases(adminUrl: string) {
  const databases = await Promise.all(Array.from({ length: 4 }, () => aDatabase(adminUrl)))
  return {
    databases,
    [Symbol.asyncDispose]: async () => {
      for (const database of databases) await database[Symbol.asyncDispose]()
    },
  }
}

async function embeddedCatalog(): Promise<string> {
  const pglite = await PGlite.create({ loadDataDir: await migratedSnapshot([]) })
  try {
    return text((await pglite.query<{ line: string }>(catalog)).rows)
  } finally {
    await pglite.close()
  }
}

const text = (rows: readonly { readonly line: string }[]): string => rows.map(({ line }) => line).join('\n')
