import { startServer } from '../test/lanes/servers.ts'
import { migrate, provision } from '../dist/migrations.js'
import { newContextKey, openDb } from '../dist/index.js'
import postgres from 'postgres'

const PASSWORD = 'only-for-benchmarks'

/**
 * The server of `BENCH_DATABASE_URL` (a superuser's URL), else a PostgreSQL 15 from npm, started for this run with
 * durability as in production. That one is built for its size (-Os): the same order takes its processor about half as long
 * again as a distribution's, so that ratios may be read there, and seconds not.
 */
export async function benchServer() {
  const given = process.env['BENCH_DATABASE_URL']
  const server = given
    ? { adminUrl: given, stop: async () => {} }
    : await startServer(15, { fsync: 'on', full_page_writes: 'on', shared_buffers: '512MB' })
  const root = postgres(server.adminUrl, { max: 1, onnotice: () => undefined })
  /** Of this run; gone when it ends. */
  const name = `platform_bench_${process.pid}`
  return {
    root,
    name,
    /** Whether it is there after this run. */
    stays: given !== undefined,
    urlOf: (database, login) => at(server.adminUrl, database, login),
    close: async () => {
      await root.unsafe(`drop database if exists ${name} with (force)`)
      await root.end()
      await server.stop()
    },
  }
}

/** A migrated database of its own, opened. */
export async function benchDatabase() {
  const server = await benchServer()
  try {
    await emptyDatabase(server)
    return { ...(await opened(server)), close: server.close }
  } catch (error) {
    await server.close()
    throw error
  }
}

/** That of this run, migrated. */
export async function emptyDatabase({ root, name, urlOf }) {
  await root.unsafe(`create database ${name}`)
  await migrate({ url: urlOf(name) })
}

/** That of this run, with its logins let in and a key of its own. */
export async function opened({ root, name, urlOf }) {
  const [{ version }] = await root`select current_setting('server_version') as version`
  const superuserUrl = urlOf(name)
  const contextKey = newContextKey(1)
  await provision({ url: superuserUrl }, { appPassword: PASSWORD, adminPassword: PASSWORD, contextKey })
  const urls = { superuserUrl, appUrl: urlOf(name, 'app_user'), contextKey }
  return { ...urls, version, db: await openDb({ url: urls.appUrl, contextKey, connections: 4 }) }
}

function at(base, database, login) {
  const url = new URL(base)
  url.pathname = `/${database}`
  if (login !== undefined) {
    url.username = login
    url.password = PASSWORD
  }
  return url.href
}
