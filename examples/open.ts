import { randomBytes } from 'node:crypto'
import { type Db, newContextKey, openDb } from '../src/index.ts'
import { migrate, provision } from '../src/migrations.ts'

/**
 * A migrated database: embedded in this process, or on the server that `DATABASE_URL` names — the URL of a login that
 * may migrate it. There, the two logins of the application get fresh passwords: point it at a development server.
 */
export async function open(): Promise<Db> {
  const url = process.env['DATABASE_URL']
  if (url === undefined) {
    const db = await openDb({ pglite: true })
    await migrate(db)
    return db
  }
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
