import { primaryKey, text } from 'drizzle-orm/pg-core'
import { actorKinds } from '../../kernel/actor.ts'
import { referenceRows } from '../../kernel/reference-rows.ts'
import { referenceTable } from '../../rls/tables.ts'
import { orderStatuses, transitions } from './lifecycle.ts'

/** One row per step of an order and kind of actor who may take it; exactly the list in `lifecycle.ts`. */
export const orderTransitions = referenceTable(
  'order_transitions',
  {
    fromStatus: text('from_status', { enum: orderStatuses }).notNull(),
    toStatus: text('to_status', { enum: orderStatuses }).notNull(),
    actorKind: text('actor_kind', { enum: actorKinds }).notNull(),
  },
  {
    constraints: (t) => [
      primaryKey({ name: 'order_transitions_pkey', columns: [t.fromStatus, t.toStatus, t.actorKind] }),
    ],
    ddl: [
      referenceRows(
        'order_transitions',
        ['from_status', 'to_status', 'actor_kind'],
        transitions.flatMap(({ from, to, by }) => by.map((kind) => [from, to, kind])),
      ),
    ],
  },
)
