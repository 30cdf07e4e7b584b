import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, text, uuid } from 'drizzle-orm/pg-core'
import { at } from '../../kernel/columns.ts'
import { addConstraint } from '../../kernel/ddl.ts'
import { allow, isActor } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { orders } from '../orders/orders.ts'
import { memberships } from '../tenancy/memberships.ts'
import { deliveryRules } from './delivery-rules-sql.ts'
import { deliveryStatuses, openDeliveryStatuses } from './delivery-lifecycle.ts'
import { deliveryVerbs } from './delivery-verbs-sql.ts'

const listed = (statuses: readonly string[]) => statuses.map((status) => `'${status}'`).join(', ')

/** The condition of the index on what is open: a query must say it in these words. */
export const isOpen = `status in (${listed(openDeliveryStatuses)})`

/**
 * One row per order that is brought to its customer, made with the order and for no other: who brings it, and how far
 * it is. An axis of its own beside the status of the order; where the two meet, one step moves both.
 */
export const deliveries = tenantTable(
  'deliveries',
  {
    orderId: uuid('order_id').notNull(),
    /** Of the order, both: set by the database. */
    customerId: uuid('customer_id').notNull(),
    branchId: uuid('branch_id').notNull(),
    /** The membership of who brings it; null while it waits, and when nobody will. */
    courierId: uuid('courier_id'),
    status: text('status', { enum: deliveryStatuses }).notNull().default('waiting'),
    /** The number of its last event; 0 while it waits, so that placing an order writes no event. */
    version: integer('version').notNull().default(0),
    eventSeq: integer('event_seq').generatedAlwaysAs(sql`nullif(version, 0)`),
    /** When the kitchen was done: from then on couriers see it, and may take it. */
    readyAt: at('ready_at'),
  },
  {
    key: (t) => [t.tenantId, t.orderId],
    constraints: (t) => [
      foreignKey({
        name: 'deliveries_order_fk',
        columns: [t.tenantId, t.orderId, t.customerId],
        foreignColumns: [orders.tenantId, orders.id, orders.customerId],
      }),
      foreignKey({
        name: 'deliveries_courier_fk',
        columns: [t.tenantId, t.courierId],
        foreignColumns: [memberships.tenantId, memberships.id],
      }),
      check('deliveries_status_known', sql`${t.status} in (${sql.raw(listed(deliveryStatuses))})`),
      check(
        'deliveries_courier_while_somebody_brings_it',
        sql`(${t.courierId} is null) = (${t.status} in ('waiting', 'called_off'))`,
      ),
      check('deliveries_wait_without_event', sql`(${t.version} = 0) = (${t.status} = 'waiting') and ${t.version} >= 0`),
      // listDeliveries of a courier; also what the foreign key to memberships is looked up by.
      index('deliveries_of_courier_idx')
        .on(t.tenantId, t.courierId, t.orderId)
        .where(sql`courier_id is not null`),
      // listDeliveries of a branch.
      index('deliveries_open_of_branch_idx').on(t.tenantId, t.branchId, t.orderId).where(sql.raw(isOpen)),
    ],
    access: (t) => [
      allow('select', {
        staff: true,
        service: true,
        customer: isActor(t.customerId),
        // What waits, so that it can be taken: of the order itself a courier sees nothing until then.
        courier: sql`(${isActor(t.courierId)} or (status = 'waiting' and ready_at is not null))`,
      }),
    ],
    ddl: [
      ...deliveryRules,
      ...deliveryVerbs,
      // By hand, too, a delivery is where its last event says, with whom it says.
      addConstraint(
        'deliveries',
        'deliveries_status_from_event',
        'foreign key (tenant_id, order_id, event_seq, status) references delivery_events (tenant_id, order_id, seq, to_status)',
      ),
      addConstraint(
        'deliveries',
        'deliveries_courier_from_event',
        'foreign key (tenant_id, order_id, event_seq, courier_id) references delivery_events (tenant_id, order_id, seq, courier_id)',
      ),
    ],
  },
)

export type Delivery = typeof deliveries.$inferSelect
