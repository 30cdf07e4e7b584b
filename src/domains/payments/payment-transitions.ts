import { primaryKey, text } from 'drizzle-orm/pg-core'
import { actorKinds } from '../../kernel/actor.ts'
import { referenceRows } from '../../kernel/reference-rows.ts'
import { referenceTable } from '../../rls/tables.ts'
import { paymentMethods, paymentStatuses, paymentSteps } from './payment-lifecycle.ts'

/** One row per step of a payment, its method and kind of actor who may say so; exactly `payment-lifecycle.ts`. */
export const paymentTransitions = referenceTable(
  'payment_transitions',
  {
    method: text('method', { enum: paymentMethods }).notNull(),
    fromStatus: text('from_status', { enum: paymentStatuses }).notNull(),
    toStatus: text('to_status', { enum: paymentStatuses }).notNull(),
    actorKind: text('actor_kind', { enum: actorKinds }).notNull(),
  },
  {
    constraints: (t) => [
      primaryKey({ name: 'payment_transitions_pkey', columns: [t.method, t.fromStatus, t.toStatus, t.actorKind] }),
    ],
    ddl: [
      referenceRows(
        'payment_transitions',
        ['method', 'from_status', 'to_status', 'actor_kind'],
        paymentSteps.flatMap(({ methods, from, to, by }) =>
          methods.flatMap((method) => by.map((kind) => [method, from, to, kind])),
        ),
      ),
    ],
  },
)
