import { randomBytes } from 'node:crypto'
import { type Db, newContextKey, openDb } from '@platform/db'
import { migrate, provision } from '@platform/db/migrations'

/** A migrated database: embedded in this process, or on the server that `DATABASE_URL` names. */
export async function open(): Promise<Db> {
  const server = await openServer()
  if (server) return server
  const db = await openDb({ pglite: true })
  await migrate(db)
  return db
}

/**
 * The database that `DATABASE_URL` names — the URL of a login that may migrate it —, or undefined. The two logins of the
 * application get fresh passwords: point it at a development server.
 */
export async function openServer(): Promise<Db | undefined> {
  const url = process.env['DATABASE_URL']
  if (url === undefined) return undefined
  await migrate({ url })
  const password = randomBytes(18).toString('base64url')
  const contextKey = newContextKey(1 + Math.floor(Math.random() * 9998))
  await provision({ url }, { appPassword: password, adminPassword: password, contextKey })
  return openDb({ url: as(url, 'app_user', password), adminUrl: as(url, 'app_admin', password), contextKey })
}

function as(base: string, login: string, password: string): string {
  const url = new URL(base)
  url.username = login
  url.password = password
  return url.href
}
