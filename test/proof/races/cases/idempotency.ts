import { newId, placeOrder } from '../../../../src/index.ts'
import type { Race } from '../race.ts'
import { ordersOf } from './like.ts'

/** The same request is sent again before it was answered. */
export const idempotency: Race = {
  name: 'idempotency',
  rule: 'requests with one idempotency key place one order, and all are answered with it',
  refusals: [],
  explored: { racers: 2 },
  crowd: 16,
  grain: 'flush',
  weaken: ['alter table idempotency_keys drop constraint idempotency_keys_pkey'],
  async arrange(home, racers) {
    const { tenantId, branchId, customer, items } = home.tenant
    const writeOrder = await ordersOf(home)
    const idempotencyKey = newId()
    const lines = [{ menuItemId: items['TACO'] ?? '', quantity: 1 }]
    // So that the orders of this contest are told from others.
    const notes = idempotencyKey
    return {
      verb: () => ({
        actor: customer,
        work: (tx) => placeOrder(tx, { idempotencyKey, branchId, service: 'pickup', lines, notes }),
      }),
      naive: (racer) => async (ask) => {
        const [taken] = await ask(
          'select result_id from idempotency_keys where tenant_id = $1 and key = $2',
          tenantId,
          idempotencyKey,
        )
        if (taken) return true
        const id = newId()
        await writeOrder(ask, { id, notes, quote_id: newId(), folio: 1_000_000_000 - (Date.now() % 1e7) * 16 - racer })
        await ask(
          `insert into idempotency_keys (tenant_id, actor, verb, key, request_hash, result_id)
           values ($1, 'customer', 'placeOrder', $2, sha256(''), $3)`,
          tenantId,
          idempotencyKey,
          id,
        )
        return true
      },
      broken: `
        select count(*)::int as orders from orders o where o.tenant_id = '${tenantId}' and o.notes = '${notes}'
        having count(*) <> 1`,
      winners: racers,
    }
  },
}
