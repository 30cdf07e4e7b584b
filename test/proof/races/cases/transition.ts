import { acceptOrder, cancelOrder, rejectOrder } from '../../../../src/index.ts'
import { anOrder } from '../../../../src/testing.ts'
import type { Race } from '../race.ts'

/** The kitchen accepts an order, the manager rejects it, the customer calls it off: all at once. */
export const transition: Race = {
  name: 'transition',
  rule: 'of racing steps of an order one is taken, and its events are a chain of legal steps',
  refusals: ['STALE', 'ILLEGAL_TRANSITION'],
  crowd: 16,
  stops: [
    { before: 'insert', on: 'order_events' },
    { before: 'update', on: 'orders' },
  ],
  async arrange({ tenant }) {
    const { tenantId } = tenant
    const { id: orderId } = await anOrder(tenant)
    const { staff, service, customer } = tenant
    const steps = [
      { to: 'accepted', actor: staff, take: acceptOrder },
      { to: 'rejected', actor: service, take: rejectOrder },
      { to: 'cancelled', actor: customer, take: cancelOrder },
    ] as const
    const stepOf = (racer: number) => steps[racer % steps.length] ?? steps[0]
    return {
      verb: (racer) => {
        const { actor, take } = stepOf(racer)
        return { actor, work: (tx) => take(tx, { orderId }) }
      },
      naive: (racer) => async (ask) => {
        const [order] = await ask<{ status: string }>('select status from orders where id = $1', orderId)
        if (order?.status !== 'placed') return false
        const [moved] = await ask<{ version: number }>(
          'update orders set status = $2, version = version + 1 where id = $1 returning version',
          orderId,
          stepOf(racer).to,
        )
        await ask(
          `insert into order_events (tenant_id, order_id, seq, customer_id, from_status, to_status, actor_kind, actor_id)
           values ($1, $2, $3, $4, $5, $6, 'service', '${NOBODY}')`,
          tenantId,
          orderId,
          String(moved?.version),
          tenant.customerId,
          order.status,
          stepOf(racer).to,
        )
        return true
      },
      broken: `
        select e.seq, e.from_status, p.to_status as previous_to from order_events e
        left join order_events p on p.tenant_id = e.tenant_id and p.order_id = e.order_id and p.seq = e.seq - 1
        where e.tenant_id = '${tenantId}' and e.order_id = '${orderId}' and e.from_status is distinct from p.to_status
        union all
        select o.version, o.status, last.to_status from orders o
        left join lateral (select e.seq, e.to_status from order_events e
          where e.tenant_id = o.tenant_id and e.order_id = o.id order by e.seq desc limit 1) as last on true
        where o.tenant_id = '${tenantId}' and o.id = '${orderId}'
          and (o.version <> 2 or (o.version, o.status) is distinct from (last.seq, last.to_status))`,
      winners: 1,
    }
  },
}

const NOBODY = '00000000-0000-0000-0000-000000000000'
