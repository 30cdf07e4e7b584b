import type { VerifyRule } from './rule.ts'
import { coupons } from './rules/coupons.ts'
import { deliveries } from './rules/deliveries.ts'
import { folios } from './rules/folios.ts'
import { kitchenSlots } from './rules/kitchen-slots.ts'
import { orderAdjustments } from './rules/order-adjustments.ts'
import { orderCompletions } from './rules/order-completions.ts'
import { orderEvents } from './rules/order-events.ts'
import { orderIva } from './rules/order-iva.ts'
import { orderLines } from './rules/order-lines.ts'
import { payments } from './rules/payments.ts'
import { promotions } from './rules/promotions.ts'
import { ratings } from './rules/ratings.ts'
import { settlement } from './rules/settlement.ts'
import { stock } from './rules/stock.ts'

/** In the order of an order's life. */
export const rules: readonly VerifyRule[] = [
  orderLines,
  orderAdjustments,
  orderIva,
  orderEvents,
  folios,
  promotions,
  coupons,
  stock,
  kitchenSlots,
  deliveries,
  orderCompletions,
  payments,
  settlement,
  ratings,
]
