import { integer, text, unique } from 'drizzle-orm/pg-core'
import { allow, id, tenantTable } from '../../../../src/rls.ts'

// What an application would declare: stock that leaves one branch and reaches another. Each transfer is one row in
// either table, of one tenant and one quantity, written in one transaction: half of it is a bug anybody can see.

const columns = () => ({
  id: id(),
  /** `tenant/fault/client/number`: says on its face whose it is, so that a row in the wrong tenant shows. */
  transfer: text('transfer').notNull(),
  quantity: integer('quantity').notNull(),
})

const access = () => [allow('select', { service: true }), allow('insert', { service: true })]

export const stockSent = tenantTable('stock_sent', columns(), {
  key: (t) => [t.tenantId, t.id],
  constraints: (t) => [unique('stock_sent_transfer_key').on(t.tenantId, t.transfer)],
  access,
})

export const stockReceived = tenantTable('stock_received', columns(), {
  key: (t) => [t.tenantId, t.id],
  constraints: (t) => [unique('stock_received_transfer_key').on(t.tenantId, t.transfer)],
  access,
})
