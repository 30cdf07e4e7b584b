import { createInsertSchema } from 'drizzle-zod'
import { amount, fraction } from '../../kernel/zod.ts'
import { money, rate } from '../../money/money.ts'
import { coupons } from './coupons.ts'

const pesos = amount.transform((text) => money(text))
const share = fraction.transform((text) => rate(text))

/**
 * A row to insert into `coupons`, without what the scope and the database fill in. drizzle-zod takes anything for a
 * custom column, so amounts and rates have their own schemas here: text in, Money and Rate out.
 */
export const newCouponInput = createInsertSchema(coupons, {
  code: (code) =>
    code
      .trim()
      .toUpperCase()
      .regex(/^[A-Z0-9Ñ-]{3,40}$/),
  percentOff: share.nullable().optional(),
  amountOff: pesos.nullable().optional(),
  minSubtotal: pesos.optional(),
  maxRedemptions: (count) => count.min(1),
}).omit({ tenantId: true, id: true, redeemed: true })
