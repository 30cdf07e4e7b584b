import { budget } from './cases/budget.ts'
import { couponTotal } from './cases/coupon-total.ts'
import { deadlock } from './cases/deadlock.ts'
import { folio } from './cases/folio.ts'
import { idempotency } from './cases/idempotency.ts'
import { perCustomer } from './cases/per-customer.ts'
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
  deadlock,
]
