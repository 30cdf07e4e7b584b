import { budget } from './cases/budget.ts'
import { capture } from './cases/capture.ts'
import { couponTotal } from './cases/coupon-total.ts'
import { deadlock } from './cases/deadlock.ts'
import { folio } from './cases/folio.ts'
import { idempotency } from './cases/idempotency.ts'
import { ledger } from './cases/ledger.ts'
import { perCustomer } from './cases/per-customer.ts'
import { ratings } from './cases/ratings.ts'
import { refund } from './cases/refund.ts'
import { review } from './cases/review.ts'
import { sharedStock } from './cases/shared-stock.ts'
import { slot } from './cases/slot.ts'
import { stock } from './cases/stock.ts'
import { transition } from './cases/transition.ts'
import type { Race } from './race.ts'

/** One file each. Whoever adds a rule that racers could break adds a race. */
export const races: readonly Race[] = [
  couponTotal,
  perCustomer,
  budget,
  stock,
  sharedStock,
  slot,
  folio,
  idempotency,
  transition,
  capture,
  refund,
  ledger,
  review,
  ratings,
  deadlock,
]
