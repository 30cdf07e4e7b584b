import { applyProviderEvent, newId, recordAuthorization, recordCapture, startPayment } from '../../../../src/index.ts'
import { anOrder } from '../../../../src/testing.ts'
import type { Race } from '../race.ts'

/** A provider's answer to a capture and its webhooks, one of them twice, arrive at once. */
export const capture: Race = {
  name: 'capture',
  rule: 'a payment is captured once and booked once, however many say so',
  refusals: [],
  crowd: 16,
  stops: [
    { before: 'insert', on: 'payment_events' },
    { before: 'update', on: 'payments' },
  ],
  weaken: ['alter table ledger_journals drop constraint ledger_journals_capture_once'],
  async arrange({ db, tenant }, racers) {
    const { tenantId, customer, service } = tenant
    const { id: orderId } = await anOrder(tenant)
    const { id: paymentId } = await db.as(customer, (tx) =>
      startPayment(tx, { orderId, method: 'card', provider: 'acme', idempotencyKey: newId() }),
    )
    const answer = { paymentId, provider: 'acme', providerRef: paymentId, amount: '62.00' }
    await db.as(service, (tx) => recordAuthorization(tx, answer))
    const captured = { provider: 'acme', paymentId, news: 'captured', amount: '62.00' } as const
    // Every fourth is the answer; of the webhooks two share an id.
    const events = [newId(), newId()]
    let applied = 0
    return {
      verb: (racer) => ({
        actor: service,
        work: (tx) =>
          racer % 4 === 0
            ? recordCapture(tx, answer)
            : applyProviderEvent(tx, { ...captured, providerEventId: events[racer % 2] ?? '' }),
      }),
      heard: (said) => (applied += said === 'applied' ? 1 : 0),
      misheard: () => (applied > 1 ? [`${applied} webhooks captured it`] : []),
      naive: () => async (ask) => {
        const [payment] = await ask<{ status: string }>('select status from payments where id = $1', paymentId)
        if (payment?.status === 'captured') return true
        const [moved] = await ask<{ version: number }>(
          `update payments set status = 'captured', captured = amount, version = version + 1 where id = $1 returning version`,
          paymentId,
        )
        await ask(
          `insert into payment_events (tenant_id, payment_id, method, seq, from_status, to_status, actor_kind, actor_id)
           values ($1, $2, 'card', $3, 'authorized', 'captured', 'service', $2)`,
          tenantId,
          paymentId,
          String(moved?.version),
        )
        await ask(
          `insert into ledger_journals (tenant_id, source, order_id, payment_id) values ($1, 'capture', $2, $3)`,
          tenantId,
          orderId,
          paymentId,
        )
        return true
      },
      broken: `
        select p.status, p.version, e.captures, j.journals from payments p
        cross join lateral (select count(*)::int as captures from payment_events e
          where e.tenant_id = p.tenant_id and e.payment_id = p.id and e.to_status = 'captured') e
        cross join lateral (select count(*)::int as journals from ledger_journals j
          where j.tenant_id = p.tenant_id and j.payment_id = p.id) j
        where p.tenant_id = '${tenantId}' and p.id = '${paymentId}'
          and ((p.status, p.version, e.captures, j.journals) <> ('captured', 3, 1, 1) or p.captured <> p.amount)`,
      winners: racers,
    }
  },
}
