import { and, eq, isNull, sql } from 'drizzle-orm'
import { bigint, integer, jsonb, numeric, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { uuidv7 } from 'uuidv7'

const plain = pgSchema('plain')
const of = { tenantId: uuid('tenant_id').notNull() }

const orders = plain.table('orders', {
  ...of,
  id: uuid('id'),
  status: text('status'),
  version: integer('version'),
  total: numeric('total'),
})
const events = plain.table('order_events', {
  ...of,
  orderId: uuid('order_id'),
  seq: integer('seq'),
  customerId: uuid('customer_id'),
  fromStatus: text('from_status'),
  toStatus: text('to_status'),
  actorKind: text('actor_kind'),
  actorId: uuid('actor_id'),
})
const outbox = plain.table('outbox', {
  ...of,
  id: uuid('id'),
  topic: text('topic'),
  aggregateId: uuid('aggregate_id'),
  seq: integer('seq'),
  payload: jsonb('payload'),
  tx: bigint('tx', { mode: 'bigint' }).default(sql`pg_current_xact_id()`),
})
const payments = plain.table('payments', {
  ...of,
  id: uuid('id'),
  orderId: uuid('order_id'),
  status: text('status'),
  version: integer('version'),
  amount: numeric('amount'),
  captureRequestedAt: timestamp('capture_requested_at', { withTimezone: true }),
  voidRequestedAt: timestamp('void_requested_at', { withTimezone: true }),
})

/** Stock Drizzle, as its documentation has it: one `db.transaction`, its statements awaited one after another. */
export async function open({ superuserUrl, job, supply, concurrency }) {
  const client = postgres(superuserUrl, { max: concurrency })
  const db = drizzle({ client })
  await Promise.all(Array.from({ length: concurrency }, () => db.execute(sql`select pg_sleep(0.05)`)))
  const left = supply.drizzle.values()
  return {
    call: () => steps[job](db, left.next().value),
    plain: ({ status, version, total, amount, captureRequestedAt }) => ({
      status,
      version,
      amount: Number(total ?? amount).toFixed(2),
      asked: captureRequestedAt instanceof Date,
    }),
    close: () => client.end(),
  }
}

const steps = {
  accept: (db, { tenantId, customerId, orderId }) =>
    db.transaction(async (tx) => {
      const [moved] = await tx
        .update(orders)
        .set({ status: 'accepted', version: 2 })
        .where(
          and(
            eq(orders.tenantId, tenantId),
            eq(orders.id, orderId),
            eq(orders.version, 1),
            eq(orders.status, 'placed'),
          ),
        )
        .returning()
      if (!moved) throw new Error('another step was taken first')
      await tx.insert(events).values({
        tenantId,
        orderId,
        seq: 2,
        customerId,
        fromStatus: 'placed',
        toStatus: 'accepted',
        actorKind: 'service',
        actorId: NOBODY,
      })
      await tx.insert(outbox).values({
        tenantId,
        id: uuidv7(),
        topic: 'order.accepted',
        aggregateId: orderId,
        seq: 2,
        payload: { orderId, seq: 2, status: 'accepted' },
      })
      return moved
    }),
  capture: (db, { tenantId, orderId, paymentId }) =>
    db.transaction(async (tx) => {
      const [order] = await tx
        .select({ status: orders.status })
        .from(orders)
        .where(and(eq(orders.tenantId, tenantId), eq(orders.id, orderId)))
        .for('share')
      if (order.status === 'rejected' || order.status === 'cancelled') throw new Error('the order was called off')
      const [asked] = await tx
        .update(payments)
        .set({ captureRequestedAt: sql`coalesce(${payments.captureRequestedAt}, now())` })
        .where(
          and(
            eq(payments.tenantId, tenantId),
            eq(payments.id, paymentId),
            eq(payments.status, 'authorized'),
            isNull(payments.voidRequestedAt),
          ),
        )
        .returning()
      if (!asked) throw new Error('the payment is not authorised')
      return asked
    }),
}

const NOBODY = '00000000-0000-0000-0000-000000000000'
