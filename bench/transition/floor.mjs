import postgres from 'postgres'
import { uuidv7 } from 'uuidv7'

/**
 * The floor: what one would write by hand for speed. postgres.js, one connection each, prepared statements in one flush,
 * guarded UPDATEs; a superuser on tables without policies and triggers.
 */
export async function open({ superuserUrl, job, supply, concurrency }) {
  const clients = Array.from({ length: concurrency }, () =>
    postgres(superuserUrl, { max: 1, fetch_types: false, connection: { search_path: 'plain, public' } }),
  )
  await Promise.all(clients.map((sql) => sql`select 1`))
  const left = supply.floor.values()
  return {
    call: (worker) => steps[job](clients[worker], left.next().value),
    plain: ({ status, version, total, amount, capture_requested_at: asked }) => ({
      status,
      version,
      amount: Number(total ?? amount).toFixed(2),
      asked: asked instanceof Date,
    }),
    close: () => Promise.all(clients.map((sql) => sql.end())),
  }
}

const steps = {
  async accept(sql, { tenantId, customerId, orderId }) {
    const [, moved] = await Promise.all([
      sql`begin`,
      sql`update orders set status = 'accepted', version = version + 1
        where tenant_id = ${tenantId} and id = ${orderId} and version = 1 and status = 'placed' returning *`,
      sql`insert into order_events (tenant_id, order_id, seq, customer_id, from_status, to_status, actor_kind, actor_id)
        values (${tenantId}, ${orderId}, 2, ${customerId}, 'placed', 'accepted', 'service', ${NOBODY})`,
      sql`insert into outbox (tenant_id, id, topic, aggregate_id, seq, payload)
        values (${tenantId}, ${uuidv7()}, 'order.accepted', ${orderId}, 2, ${`{"orderId":"${orderId}","seq":2,"status":"accepted"}`}::text::jsonb)`,
      sql`commit`,
    ])
    if (moved.length !== 1) throw new Error('another step was taken first')
    return moved[0]
  },
  async capture(sql, { tenantId, orderId, paymentId }) {
    const [, , asked] = await Promise.all([
      sql`begin`,
      sql`select status from orders where tenant_id = ${tenantId} and id = ${orderId} for share`,
      sql`update payments p set capture_requested_at = coalesce(p.capture_requested_at, now())
        from orders o
        where o.tenant_id = p.tenant_id and o.id = p.order_id and o.status not in ('rejected', 'cancelled')
          and p.tenant_id = ${tenantId} and p.id = ${paymentId} and p.status = 'authorized' and p.void_requested_at is null
        returning p.*`,
      sql`commit`,
    ])
    if (asked.length !== 1) throw new Error('the payment is not authorised')
    return asked[0]
  },
}

const NOBODY = '00000000-0000-0000-0000-000000000000'
