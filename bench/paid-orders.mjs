import { customer, openDb, recordAuthorization, service, startPayment } from '../dist/index.js'
import { settableColumns } from './settable-columns.mjs'

/**
 * So many orders of the load with an authorised payment each, in both schemas: one is started and authorised by the verbs,
 * the others are its copies. All orders of the load cost the same.
 */
export async function paidOrders({ sql, appUrl, contextKey }, count) {
  const paymentId = await onePaid(sql, { url: appUrl, contextKey })
  const copy = async (tx, table, of, key) => {
    const rest = (await settableColumns(tx, table)).filter((name) => !(name in of))
    const names = [...Object.keys(of), ...rest].join(', ')
    await tx.unsafe(`
      insert into ${table} (${names}) select ${[...Object.values(of), ...rest.map((name) => `t.${name}`)].join(', ')}
      from ${table} t cross join copies c where t.${key} = '${paymentId}'`)
    await tx.unsafe(`insert into plain.${table} (${names}) select ${names} from public.${table}`)
  }
  await sql.begin(async (tx) => {
    // What the triggers have let in once; to follow them again for each copy would take minutes.
    await tx.unsafe('set local session_replication_role = replica')
    await tx.unsafe(`create table copies as
      select o.tenant_id, o.customer_id, o.id as order_id, app.uuid_v7() as payment_id
      from orders o where not exists (select from payments p where p.tenant_id = o.tenant_id and p.order_id = o.id)
      order by o.id limit ${count}`)
    const { tenant_id, customer_id, order_id, id } = {
      tenant_id: 'c.tenant_id',
      customer_id: 'c.customer_id',
      order_id: 'c.order_id',
      id: 'c.payment_id',
    }
    await copy(tx, 'payments', { tenant_id, customer_id, order_id, id }, 'id')
    await copy(tx, 'payment_events', { tenant_id, payment_id: id }, 'payment_id')
  })
  await sql.unsafe('vacuum analyze payments, payment_events, plain.payments, plain.payment_events')
  return sql`
    select tenant_id as "tenantId", customer_id as "customerId", order_id as "orderId", payment_id as "paymentId"
    from copies order by order_id`
}

/** The newest order, paid by card. */
async function onePaid(sql, urls) {
  const [{ tenantId, customerId, orderId }] = await sql`
    select tenant_id as "tenantId", customer_id as "customerId", id as "orderId" from orders order by id desc limit 1`
  const db = await openDb({ ...urls, connections: 1 })
  try {
    const card = { orderId, method: 'card', provider: 'acme', idempotencyKey: orderId }
    const { id } = await db.as(customer(tenantId, customerId), (tx) => startPayment(tx, card))
    await db.as(service(tenantId), (tx) => recordAuthorization(tx, { paymentId: id, provider: 'acme' }))
    return id
  } finally {
    await db.close()
  }
}
