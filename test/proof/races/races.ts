import { folio } from './cases/folio.ts'
import { idempotency } from './cases/idempotency.ts'
import { transition } from './cases/transition.ts'
import type { Race } from './race.ts'

export const races: readonly Race[] = [folio, idempotency, transition]
