import { createInsertSchema } from 'drizzle-zod'
import { customers } from './customers.ts'

/** A row to insert into `customers`, without what the scope and the database fill in. */
export const newCustomerInput = createInsertSchema(customers, {
  displayName: (name) => name.trim().min(1).max(200),
  phone: (phone) => phone.regex(/^[+]52[0-9]{10}$/),
}).omit({ tenantId: true, id: true, createdAt: true })
