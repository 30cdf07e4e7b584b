import { randomBytes } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { newContextKey } from '../kernel/context-key.ts'
import { migrate, provision } from '../migrations.ts'
import { type AppMigrations, fingerprint } from './snapshot.ts'

export interface ServerDatabase {
  readonly url: string
  readonly adminUrl: string
  /** The superuser's, into the same database: to look past everything, or to break something on purpose. */
  readonly superuserUrl: string
  readonly contextKey: string
  drop(): Promise<void>
}

/** Test servers only: the logins are the cluster's, so every test database of it shares their password. */
const PASSWORD = 'only-for-tests'

/** A migrated, empty database of its own on a real server, copied from a template: 30 to 200 ms (measured). */
export async function serverDatabase(superuserUrl: string, app: readonly AppMigrations[]): Promise<ServerDatabase> {
  const root = connect(superuserUrl)
  try {
    const template = `platform_test_${await fingerprint(app)}`
    await makeTemplate(root, superuserUrl, template, app)
    const name = `platform_test_${randomBytes(8).toString('hex')}`
    await root.unsafe(`create database ${name} template ${template}`)
    // Privileges on the database itself are not copied from its template; the migrations revoked this one there.
    await root.unsafe(`revoke temporary on database ${name} from public`)
    const contextKey = newContextKey(1)
    const url = at(superuserUrl, name)
    await withLock(root, () => provision({ url }, { appPassword: PASSWORD, adminPassword: PASSWORD, contextKey }))
    return {
      url: at(url, name, 'app_user'),
      adminUrl: at(url, name, 'app_admin'),
      superuserUrl: url,
      contextKey,
      drop: async () => {
        const sql = connect(superuserUrl)
        await sql.unsafe(`drop database if exists ${name} with (force)`)
        await sql.end()
      },
    }
  } finally {
    await root.end()
  }
}

async function makeTemplate(
  root: Sql,
  superuserUrl: string,
  template: string,
  app: readonly AppMigrations[],
): Promise<void> {
  await withLock(root, async () => {
    const [found] = await root`select from pg_database where datname = ${template} and not datallowconn`
    if (found) return
    // A template without the mark is one that somebody was stopped in the middle of.
    await root.unsafe(`drop database if exists ${template} with (force)`)
    await root.unsafe(`create database ${template}`)
    const url = at(superuserUrl, template)
    await migrate({ url })
    for (const own of app) await migrate({ url }, own)
    await root.unsafe(`alter database ${template} with allow_connections false`)
  })
}

/** One at a time per server, also across processes: roles and templates belong to the whole cluster. */
async function withLock<T>(root: Sql, work: () => Promise<T>): Promise<T> {
  await root`select pg_advisory_lock(hashtextextended('@platform/db/testing', 0))`
  try {
    return await work()
  } finally {
    await root`select pg_advisory_unlock(hashtextextended('@platform/db/testing', 0))`
  }
}

function connect(url: string): Sql {
  return postgres(url, { max: 1, onnotice: () => undefined })
}

function at(base: string, database: string, login?: string): string {
  const url = new URL(base)
  url.pathname = `/${database}`
  if (login !== undefined) {
    url.username = login
    url.password = PASSWORD
  }
  return url.href
}
