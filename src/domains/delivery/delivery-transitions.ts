import { primaryKey, text } from 'drizzle-orm/pg-core'
import { actorKinds } from '../../kernel/actor.ts'
import { referenceRows } from '../../kernel/reference-rows.ts'
import { referenceTable } from '../../rls/tables.ts'
import { deliveryStatuses, deliveryTransitions as steps } from './delivery-lifecycle.ts'

/** One row per step of a delivery and kind of actor who may take it; exactly the list in `delivery-lifecycle.ts`. */
export const deliveryTransitions = referenceTable(
  'delivery_transitions',
  {
    fromStatus: text('from_status', { enum: deliveryStatuses }).notNull(),
    toStatus: text('to_status', { enum: deliveryStatuses }).notNull(),
    actorKind: text('actor_kind', { enum: actorKinds }).notNull(),
  },
  {
    constraints: (t) => [
      primaryKey({ name: 'delivery_transitions_pkey', columns: [t.fromStatus, t.toStatus, t.actorKind] }),
    ],
    ddl: [
      referenceRows(
        'delivery_transitions',
        ['from_status', 'to_status', 'actor_kind'],
        steps.flatMap(({ from, to, by }) => by.map((kind) => [from, to, kind])),
      ),
    ],
  },
)
