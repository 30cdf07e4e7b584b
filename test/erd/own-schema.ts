import { foreignKey, text, uuid } from 'drizzle-orm/pg-core'
import { allow, id, personal, tenantTable } from '../../src/rls.ts'
import { orders } from '../../src/schema.ts'

/** What an application adds: the command loads this file, and with it a second copy of the library. */
export const orderNotes = tenantTable(
  'order_notes',
  { id: id(), orderId: uuid('order_id').notNull(), body: personal('words', text('body')).notNull() },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'order_notes_order_fk',
        columns: [t.tenantId, t.orderId],
        foreignColumns: [orders.tenantId, orders.id],
      }),
    ],
    access: () => [allow('select', { staff: true }), allow('insert', { staff: true })],
  },
)
