import { randomBytes } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import { newContextKey } from '../../src/index.ts'
import { connectTo } from '../../src/migrations/postgres-connection.ts'
import type { MigrationConnection } from '../../src/migrations/connection.ts'
import { migrate, provision } from '../../src/migrations.ts'
import { migratedSnapshot } from '../../src/testing/snapshot.ts'
import { type ServerSettings, startServer } from '../lanes/servers.ts'
import type { ServerVersion } from '../lanes/binaries.ts'

export const engines = [15, 17, 18, 'PGlite'] as const

export type Engine = (typeof engines)[number]

/** A migrated database with a key, and a superuser's session in it. */
export interface Patient {
  readonly connection: MigrationConnection
  /** Of a login with this name in the same database. */
  urlOf(login: string): string
  stop(): Promise<void>
}

/** What both logins sign in with on these servers, which live as long as a test file. */
export const password = 'only-for-tests'

/**
 * On a server of its own: examples change roles, which belong to the whole cluster. With `durable` it has nothing of
 * RLS-804, and waits for its disk with every database that is made.
 */
export async function aPatient(engine: Engine, settings: ServerSettings = {}): Promise<Patient> {
  return engine === 'PGlite' ? embedded() : onServer(engine, settings)
}

/** A session on a server of that kind, without a database of ours: for what a lint reads of the server alone. */
export async function aServer(
  version: ServerVersion,
  settings: ServerSettings,
): Promise<Pick<Patient, 'connection' | 'stop'>> {
  const server = await startServer(version, settings)
  const connection = await connectTo(server.adminUrl, () => undefined)
  return {
    connection,
    stop: async () => {
      await connection.close()
      await server.stop()
    },
  }
}

async function embedded(): Promise<Patient> {
  const pglite = await PGlite.create({ loadDataDir: await migratedSnapshot([]) })
  await provision({ pglite }, { contextKey: newContextKey(1) })
  return {
    connection: { run: async (text) => (await pglite.exec(text)).at(-1)?.rows ?? [], close: () => Promise.resolve() },
    urlOf: () => {
      throw new Error('an embedded database has no URL')
    },
    stop: () => pglite.close(),
  }
}

async function onServer(version: ServerVersion, settings: ServerSettings): Promise<Patient> {
  const server = await startServer(version, settings)
  const root = await connectTo(server.adminUrl, () => undefined)
  const name = `patient_${randomBytes(4).toString('hex')}`
  await root.run(`create database ${name}`)
  await root.close()
  const url = new URL(server.adminUrl)
  url.pathname = `/${name}`
  await migrate({ url: url.href })
  await provision({ url: url.href }, { appPassword: password, adminPassword: password, contextKey: newContextKey(1) })
  const session = await connectTo(url.href, () => undefined)
  return {
    // Whoever takes it for a target closes it at the end, and the test goes on.
    connection: { run: (text) => session.run(text), close: () => Promise.resolve() },
    urlOf: (login) => {
      const own = new URL(url)
      own.username = login
      if (login !== 'postgres') own.password = password
      return own.href
    },
    stop: async () => {
      await session.close()
      await server.stop()
    },
  }
}
