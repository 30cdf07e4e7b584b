import { newId, placeOrder } from '../../../../src/index.ts'
import { aQuote } from '../../../../src/testing.ts'
import type { Race } from '../race.ts'
import { likenessesOf } from './like.ts'

/** The same request is sent again before it was answered. */
export const idempotency: Race = {
  name: 'idempotency',
  rule: 'requests with one idempotency key place one order, and all are answered with it',
  refusals: [],
  crowd: 16,
  stops: [
    { before: 'insert', on: 'idempotency_keys' },
    { before: 'insert', on: 'orders' },
  ],
  weaken: ['alter table idempotency_keys drop constraint idempotency_keys_pkey'],
  async arrange(home, racers) {
    const { tenantId, customer } = home.tenant
    const { order } = await likenessesOf(home)
    const idempotencyKey = newId()
    // So that the orders of this contest are told from others.
    const notes = idempotencyKey
    const { id: quoteId } = await aQuote(home.tenant, { notes })
    const answers = new Set<string>()
    return {
      verb: () => ({ actor: customer, work: (tx) => placeOrder(tx, { quoteId, idempotencyKey }) }),
      heard: (answer) => answers.add(JSON.stringify(answer)),
      misheard: () => (answers.size > 1 ? [`${answers.size} different answers`] : []),
      naive: () => async (ask) => {
        const [taken] = await ask(
          'select result_id from idempotency_keys where tenant_id = $1 and key = $2',
          tenantId,
          idempotencyKey,
        )
        if (taken) return true
        const id = newId()
        await order(ask, { id, notes })
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
