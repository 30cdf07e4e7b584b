import { startServer } from '../test/lanes/servers.ts'
import { migrate, provision } from '../dist/migrations.js'
import { newContextKey, openDb } from '../dist/index.js'
import postgres from 'postgres'

const PASSWORD = 'only-for-benchmarks'

/**
 * A migrated database of its own: on the server of `BENCH_DATABASE_URL` (a superuser's URL), else on a PostgreSQL 15 from
 * npm, started for this run with durability as in production. That one is built for its size (-Os): the same order takes its
 * processor about half as long again as a distribution's, so that ratios may be read there, and seconds not.
 */
export async function benchDatabase() {
  const given = process.env['BENCH_DATABASE_URL']
  const server = given
    ? { adminUrl: given, stop: async () => {} }
    : await startServer(15, { fsync: 'on', full_page_writes: 'on', shared_buffers: '512MB' })
  const name = `platform_bench_${process.pid}`
  const root = postgres(server.adminUrl, { max: 1, onnotice: () => undefined })
  const close = async () => {
    await root.unsafe(`drop database if exists ${name} with (force)`)
    await root.end()
    await server.stop()
  }
  try {
    const [{ version }] = await root`select current_setting('server_version') as version`
    await root.unsafe(`create database ${name}`)
    const superuserUrl = at(server.adminUrl, name)
    await migrate({ url: superuserUrl })
    const contextKey = newContextKey(1)
    await provision({ url: superuserUrl }, { appPassword: PASSWORD, adminPassword: PASSWORD, contextKey })
    const urls = { superuserUrl, appUrl: at(superuserUrl, name, 'app_user'), contextKey }
    return { ...urls, version, db: await openDb({ url: urls.appUrl, contextKey, connections: 4 }), close }
  } catch (error) {
    await close()
    throw error
  }
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
