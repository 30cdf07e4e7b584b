import { date, integer, numeric, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

// As an application would declare them that knows nothing of ours.

export const ratingTotals = pgTable('rating_totals', {
  tenantId: uuid('tenant_id'),
  target: text('target'),
  targetId: uuid('target_id'),
  count: integer('count'),
  sum: integer('sum'),
  average: numeric('average'),
  stars1: integer('stars_1'),
  stars2: integer('stars_2'),
  stars3: integer('stars_3'),
  stars4: integer('stars_4'),
  stars5: integer('stars_5'),
})

export const orders = pgTable('orders', {
  tenantId: uuid('tenant_id'),
  id: uuid('id'),
  folio: integer('folio'),
  businessOn: date('business_on'),
  branchId: uuid('branch_id'),
  customerId: uuid('customer_id'),
  service: text('service'),
  status: text('status'),
  total: numeric('total'),
  placedAt: timestamp('placed_at', { withTimezone: true }),
})
