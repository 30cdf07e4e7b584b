import { allow, id, isActor, tenantTable } from '@platform/db/rls'
import { orders } from '@platform/db/schema'
import { foreignKey, index, text, uuid } from 'drizzle-orm/pg-core'

/** One row per note that a customer left on an order. */
export const orderNotes = tenantTable(
  'order_notes',
  {
    id: id(),
    orderId: uuid('order_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    body: text('body').notNull(),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'order_notes_order_fk',
        columns: [t.tenantId, t.orderId, t.customerId],
        foreignColumns: [orders.tenantId, orders.id, orders.customerId],
      }),
      index('order_notes_of_order_idx').on(t.tenantId, t.orderId),
    ],
    access: (t) => [
      allow('select', { staff: true, customer: isActor(t.customerId) }),
      allow('insert', { customer: isActor(t.customerId) }),
    ],
  },
)
