import { newId, refundOrder } from '../../../../src/index.ts'
import type { Home, Race } from '../race.ts'
import { like, type WriteLike } from './like.ts'
import { limitFor } from './placing.ts'
import { aPaidOrder } from './settled-orders.ts'

/** More refunds of one line than it has units are decided at once. */
export const refund: Race = {
  name: 'refund',
  rule: 'no unit of a line goes back twice, and no peso more than was captured',
  refusals: ['REFUND_EXCEEDS'],
  crowd: 400,
  stops: [
    { before: 'insert', on: 'refunds' },
    { before: 'update', on: 'payments' },
  ],
  weaken: [
    'alter table refund_lines drop constraint refund_lines_after_key cascade',
    'alter table refund_lines drop constraint refund_lines_before_key',
  ],
  async arrange(home, racers, form) {
    const { tenantId, staff } = home.tenant
    const units = limitFor(racers)
    const { orderId, paymentId } = await aPaidOrder(home, units)
    const written = form === 'naive' ? await likenessOf(home) : undefined
    return {
      verb: () => ({
        actor: staff,
        work: (tx) =>
          refundOrder(tx, {
            orderId,
            lines: [{ lineNo: 1, quantity: 1 }],
            reason: 'Llegó frío',
            liableParty: 'restaurant',
            idempotencyKey: newId(),
          }),
      }),
      naive: () => async (ask) => {
        const [seen] = await ask<{ back: number; refunded: string }>(
          `select coalesce((select max(l.units_after) from refund_lines l where l.tenant_id = p.tenant_id and l.order_id = p.order_id), 0) as back,
             p.refunded::text as refunded
           from payments p where p.tenant_id = $1 and p.id = $2`,
          tenantId,
          paymentId,
        )
        if (!seen || seen.back >= units) return false
        const id = newId()
        await written?.refund(ask, { id, payment_id: paymentId, order_id: orderId, idempotency_key: id })
        await written?.line(ask, {
          refund_id: id,
          order_id: orderId,
          line_quantity: units,
          units_before: seen.back,
          units_after: seen.back + 1,
        })
        await ask(
          'update payments set refunded = $3::numeric + round(captured / $4::integer, 2) where tenant_id = $1 and id = $2',
          tenantId,
          paymentId,
          seen.refunded,
          String(units),
        )
        return true
      },
      broken: `
        select p.captured::text, p.refunded::text, r.total::text, l.units from payments p
        cross join lateral (select coalesce(sum(r.total), 0) as total from refunds r
          where r.tenant_id = p.tenant_id and r.payment_id = p.id) r
        cross join lateral (select coalesce(sum(l.quantity), 0)::int as units from refund_lines l
          where l.tenant_id = p.tenant_id and l.order_id = p.order_id) l
        where p.tenant_id = '${tenantId}' and p.id = '${paymentId}'
          and (r.total > p.captured or r.total <> p.refunded or l.units > ${units})`,
      winners: units,
    }
  },
}

interface Likeness {
  readonly refund: WriteLike
  readonly line: WriteLike
}

const known = new WeakMap<Home, Promise<Likeness>>()

/** A refund of one agua, made once, that the naive forms write again. */
function likenessOf(home: Home): Promise<Likeness> {
  const found = known.get(home) ?? make(home)
  known.set(home, found)
  return found
}

async function make(home: Home): Promise<Likeness> {
  const { db, tenant } = home
  const { orderId } = await aPaidOrder(home, 1)
  const lines = [{ lineNo: 1, quantity: 1 }]
  const { id } = await db.as(tenant.staff, (tx) =>
    refundOrder(tx, { orderId, lines, reason: 'Llegó frío', liableParty: 'restaurant', idempotencyKey: newId() }),
  )
  return {
    refund: await like(home, 'refunds', `t.id = '${id}'`),
    line: await like(home, 'refund_lines', `t.refund_id = '${id}'`),
  }
}
