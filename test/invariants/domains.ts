import { events } from './events.ts'
import { folio } from './folio.ts'
import type { Domain } from './invariant.ts'
import { ledger } from './ledger.ts'
import { orderLines } from './order-lines.ts'
import { orders } from './orders.ts'
import { payments } from './payments.ts'
import { promotions } from './promotions.ts'
import { quotes } from './quotes.ts'
import { reviews } from './reviews.ts'
import { slots } from './slots.ts'
import { stock } from './stock.ts'

/** Every invariant, by domain, in the order of the page. */
export const domains: readonly Domain[] = [
  quotes,
  orders,
  orderLines,
  folio,
  events,
  promotions,
  stock,
  slots,
  payments,
  ledger,
  reviews,
]
