import { and, eq, inArray } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { requireDay, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { refuseGuests } from './refuse-guests.ts'
import { requireServices, type Service, services as allServices } from './services.ts'
import { specialDays } from './special-days.ts'

export interface ClearSpecialDay {
  readonly branchId: string
  readonly on: string
  /** All when left out. */
  readonly services?: readonly Service[]
}

/**
 * Gives a date back to the weekly hours. For staff and the service. Gives the services whose decision went: none when
 * there was none, and clearing twice is no error. One statement, one round trip.
 *
 * @throws {DbError} `INVALID` with the field · `FORBIDDEN`
 *
 * @example
 * await db.as(manager, (tx) => clearSpecialDay(tx, { branchId, on: '2026-12-25' }))
 *
 * The SQL: `delete from special_days where … and held_on = $on and service in (…) returning service`
 */
export function clearSpecialDay(
  tx: TenantTx,
  { branchId, on, services = allServices }: ClearSpecialDay,
): Batch<readonly Service[]> {
  refuseGuests(tx)
  requireUuid('branchId', branchId)
  requireDay('on', on)
  requireServices('services', services)
  const clear = tx
    .delete(specialDays)
    .where(
      and(
        eq(specialDays.tenantId, tx.actor.tenantId),
        eq(specialDays.branchId, branchId),
        eq(specialDays.heldOn, on),
        inArray(specialDays.service, [...services]),
      ),
    )
    .returning({ service: specialDays.service })
  return batch([clear], ([rows]) => rows.map(({ service }) => service))
}
