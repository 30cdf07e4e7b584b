import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import postgres from 'postgres'
import { benchServer, emptyDatabase, opened } from '../database.mjs'
import { plainSchema } from '../plain-schema.mjs'
import { loadPlatform } from './load-platform.mjs'
import { shopsOf } from './shops.mjs'

/** A year of a small city; fewer for a quick run. */
export const ORDERS = 1_000_000

/**
 * The platform of the benchmarks in a database of this run, and who asks there: branches of so many tenants, one of each.
 *
 * On a server that stays, the load is kept as a template, and the next run begins with a copy of it: by what it is made
 * from, and of this day, for what has partitions by day is of it. What is kept of other days or sources is dropped.
 *
 * @param {object} options
 * @param options.orders how many are loaded
 * @param options.tenants how many ask
 * @param options.plain with the schema `plain`, and the same rows in it
 */
export async function platformDatabase({ orders = ORDERS, tenants, plain = false }) {
  const server = await benchServer()
  try {
    if (server.stays) await copied(server, { orders, plain })
    else {
      await emptyDatabase(server)
      await loaded(server, orders)
      if (plain) await withPlain(server)
    }
    const { db, ...database } = await opened(server)
    await db.close()
    const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
    const shops = await shopsOf(sql)
    const places = shops.slice(0, tenants).map(({ tenantId, branchId, customerId, quoteId }) => {
      return { tenantId, branchId, customerId, quoteId }
    })
    const close = async () => {
      await sql.end()
      await server.close()
    }
    return { ...database, sql, places, close }
  } catch (error) {
    await server.close()
    throw error
  }
}

async function copied(server, { orders, plain }) {
  const { root, name } = server
  const made = sources()
  const [{ old }] = await root`
    select coalesce(array_agg(datname::text), '{}') as old from pg_database
    where datname ~ '^platform_kept_' and not starts_with(datname, ${`platform_kept_${made}_`})`
  for (const stale of old) await root.unsafe(`drop database if exists ${stale}`)
  const kept = `platform_kept_${made}_${orders}`
  const has = async (database) => (await root`select from pg_database where datname = ${database}`).length > 0
  const copy = (database) => root.unsafe(`create database ${name} template ${database} strategy file_copy`)
  const keep = (database) => root.unsafe(`alter database ${name} rename to ${database}`)
  if (!(await has(kept))) {
    await emptyDatabase(server)
    await loaded(server, orders)
    await keep(kept)
  }
  if (plain && !(await has(`${kept}_plain`))) {
    await copy(kept)
    await withPlain(server)
    await keep(`${kept}_plain`)
  }
  await copy(plain ? `${kept}_plain` : kept)
}

async function loaded(server, orders) {
  const { db, superuserUrl } = await opened(server)
  try {
    await loadPlatform({ db, superuserUrl }, orders)
  } finally {
    await db.close()
  }
  // The key is this run's: a copy gets its own.
  await asSuperuser(server, (sql) => sql`delete from app_private.context_keys`)
}

async function withPlain(server) {
  const began = performance.now()
  await asSuperuser(server, plainSchema)
  process.stderr.write(`the same rows in the schema plain: ${((performance.now() - began) / 1000).toFixed(0)} s\n`)
}

async function asSuperuser({ name, urlOf }, work) {
  const sql = postgres(urlOf(name), { max: 1, onnotice: () => undefined })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

/** The migrations, what makes the load of them, and the day. */
function sources() {
  const folder = (path, kind) => {
    const url = new URL(path, import.meta.url)
    const names = readdirSync(url).filter((file) => file.endsWith(kind))
    return names.sort().map((file) => readFileSync(new URL(file, url)))
  }
  const hash = createHash('sha256').update(new Date().toISOString().slice(0, 10))
  const shared = ['branch.mjs', 'plain-schema.mjs'].map((file) => readFileSync(new URL(`../${file}`, import.meta.url)))
  for (const file of [...folder('../../drizzle/', '.sql'), ...folder('./', '.mjs'), ...shared]) hash.update(file)
  return hash.digest('hex').slice(0, 12)
}
