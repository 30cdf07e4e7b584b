import postgres from 'postgres'
import { customer, openDb, placeOrder, recordAuthorization, service, startPayment } from '../dist/index.js'
import { aMarket } from './market.mjs'
import { benchDatabase } from './database.mjs'
import { delayed } from './delayed.mjs'
import { installContenders } from './install.mjs'
import { plainSchema } from './plain-schema.mjs'
import { race } from './contenders.mjs'
import { resultsOf, tableOf } from './results.mjs'
import { serverCpu } from './server-cpu.mjs'

const contenders = ['floor', 'platform-db-pg', 'platform-db-postgres', 'drizzle', 'prisma']

/** What each takes once: an order is accepted once, and its payment asked for once. */
const jobs = { accept: 'acceptOrder', capture: 'capturePayment' }

/**
 * A step of an order, and of a payment: `acceptOrder` and `capturePayment` by 16 connections at once, against the same
 * rows written by hand.
 */
export async function run({
  rounds = 7,
  milliseconds = 750,
  concurrency = 16,
  latencies = [0, 1],
  tenants = 20,
  // More than the fastest takes in all of its rounds.
  each = 24_000,
  only = contenders,
} = {}) {
  installContenders()
  const database = await benchDatabase()
  const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  try {
    const paid = await somePaid(database, sql, tenants)
    await database.db.close()
    await plainSchema(sql)
    const orders = await manyOrders(sql, paid, each * only.length * latencies.length)
    const { superuserUrl, appUrl, contextKey } = database
    await sql.unsafe('vacuum analyze')
    const results = []
    for (const [l, latencyMs] of latencies.entries()) {
      const line = await delayed(superuserUrl, latencyMs)
      const urls = { superuserUrl: line.through(superuserUrl), appUrl: line.through(appUrl) }
      for (const job of Object.keys(jobs)) {
        // Nobody takes what another has taken, and the first to be taken of each is of the same tenant.
        const dealt = (i) => orders.slice((l * only.length + i) * each, (l * only.length + i + 1) * each)
        const supply = Object.fromEntries(only.map((name, i) => [name, dealt(i)]))
        const setting = { ...urls, contextKey, job, supply }
        const plan = { rounds, milliseconds, concurrency, cpuOfServer: () => serverCpu(sql) }
        const raced = await race(new URL('transition/', import.meta.url), only, setting, plan)
        results.push(...resultsOf(job, only, raced, { concurrency, latencyMs }))
      }
      await line.close()
    }
    const table = Object.entries(jobs).flatMap(([job, verb]) => [
      '',
      verb,
      ...tableOf(results.filter(({ workload }) => workload === job)),
    ])
    return { server: database.version, rounds, tenants, results, table }
  } finally {
    await sql.end()
    await database.close()
  }
}

/** One order of each tenant with an authorised payment, by the verbs. */
async function somePaid({ db, appUrl, contextKey }, sql, tenants) {
  const places = await aMarket(db, sql, tenants)
  const own = await openDb({ url: appUrl, contextKey, connections: 4 })
  try {
    const paid = []
    for (const { tenantId, customerId, quoteId } of places) {
      const guest = customer(tenantId, customerId)
      const { id: orderId } = await own.as(guest, (tx) => placeOrder(tx, { quoteId, idempotencyKey: quoteId }))
      const card = { orderId, method: 'card', provider: 'acme', idempotencyKey: quoteId }
      const { id: paymentId } = await own.as(guest, (tx) => startPayment(tx, card))
      await own.as(service(tenantId), (tx) => recordAuthorization(tx, { paymentId, provider: 'acme' }))
      paid.push({ tenantId, orderId, paymentId })
    }
    return paid
  } finally {
    await own.close()
  }
}

/** Copies of them, dealt out to the tenants in turns, in both schemas. */
async function manyOrders(sql, paid, count) {
  const per = Math.ceil(count / paid.length)
  const columnsOf = async (tx, table, ...set) => {
    const rows = await tx`
      select quote_ident(attname) as name from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`
    return rows.map(({ name }) => name).filter((name) => !set.includes(name))
  }
  const copy = async (tx, table, of, where) => {
    const rest = await columnsOf(tx, table, ...Object.keys(of))
    await tx.unsafe(
      `insert into ${table} (${[...Object.keys(of), ...rest].join(', ')})
       select ${[...Object.values(of), ...rest.map((name) => `t.${name}`)].join(', ')} from ${table} t join copies c on ${where}`,
    )
  }
  await sql.begin(async (tx) => {
    // What the triggers have let in once; to follow them again for each copy would take minutes.
    await tx.unsafe('set local session_replication_role = replica')
    await tx.unsafe(`create table copies as
      select o.tenant_id, o.id as of_order, p.id as of_payment, n, app.uuid_v7() as order_id, app.uuid_v7() as payment_id, gen_random_uuid() as quote_id
      from orders o join payments p on p.tenant_id = o.tenant_id and p.order_id = o.id cross join generate_series(1, ${per}) n`)
    await tx.unsafe('analyze copies')
    const ofOrder = 'c.tenant_id = t.tenant_id and c.of_order = t.'
    await copy(tx, 'orders', { id: 'c.order_id', quote_id: 'c.quote_id', folio: 'c.n + 1' }, `${ofOrder}id`)
    await copy(tx, 'order_events', { order_id: 'c.order_id' }, `${ofOrder}order_id`)
    const key = 'c.tenant_id = t.tenant_id and c.of_payment = t.'
    await copy(tx, 'payments', { id: 'c.payment_id', order_id: 'c.order_id' }, `${key}id`)
    await copy(tx, 'payment_events', { payment_id: 'c.payment_id' }, `${key}payment_id`)
    for (const table of ['orders', 'order_events', 'payments', 'payment_events']) {
      const names = (await columnsOf(tx, table)).join(', ')
      await tx.unsafe(`insert into plain.${table} (${names}) select ${names} from public.${table}`)
    }
  })
  return sql`
    select c.tenant_id as "tenantId", o.customer_id as "customerId", c.order_id as "orderId", c.payment_id as "paymentId"
    from copies c join orders o on o.tenant_id = c.tenant_id and o.id = c.order_id order by c.n, c.tenant_id`
}
