import { ordersLike } from '../load-reads.mjs'
import { startProcess } from '../processes.mjs'

/** What each is of, the script that does it, and what is made ready for it. */
const jobs = {
  copyIn: { what: 'customers', script: 'copy-in.mjs' },
  importMenu: { what: 'items', script: 'import-menu.mjs' },
  export: { what: 'orders', script: 'export-orders.mjs', prepare: ordersOfOne },
}

/**
 * One large job in a process of its own, without the loader that this one runs with, for what it does to memory.
 *
 * @param {keyof typeof jobs} name
 * @param {number} count of so many rows; the job must say that it has done all of them
 */
export async function largeJob(name, count, { sql, appUrl, contextKey, place }) {
  const { what, script, prepare } = jobs[name]
  const { tenantId } = place
  await prepare?.(sql, tenantId, count)
  const [{ id: restaurantId }] = await sql`select id from restaurants where tenant_id = ${tenantId}`
  const child = startProcess(new URL(script, import.meta.url), { execArgv: ['--expose-gc'] })
  try {
    const run = { appUrl, contextKey, tenantId, restaurantId, count }
    const { done, seconds, megabytes } = await child.ask({ run })
    if (done !== count) throw new Error(`${name} did ${done} ${what} of ${count}`)
    return { name, what, count, seconds, megabytes }
  } finally {
    await child.end()
  }
}

/** All of one tenant, the most that one export can have: copies of an order that was placed. */
async function ordersOfOne(sql, tenantId, count) {
  const [{ n }] = await sql`select count(*)::integer as n from orders where tenant_id = ${tenantId}`
  if (n > count) throw new Error(`the tenant has ${n} orders already`)
  await ordersLike(sql, count - n, tenantId)
  await sql.unsafe('vacuum analyze orders')
}
