import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { requireDay, requireNote, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { apart } from './apart.ts'
import { type DayWindow, minutesOfDay } from './minutes.ts'
import { refuseGuests } from './refuse-guests.ts'
import { requireServices, type Service, services as allServices } from './services.ts'
import { specialDays } from './special-days.ts'

export interface SetSpecialDay {
  readonly branchId: string
  /** The date on which the windows open, `YYYY-MM-DD`. */
  readonly on: string
  /** All when left out. */
  readonly services?: readonly Service[]
  /** Instead of those of the week; none closes the day. */
  readonly windows: readonly DayWindow[]
  /** For customers to read, at most 200 characters. */
  readonly reason?: string
}

/**
 * Decides a date for some services of a branch, or decides it anew. What opened the evening before still runs to its
 * end. For staff and the service. A batch of one statement: one round trip.
 *
 * @throws {DbError} `INVALID` with the field · `HOURS_OVERLAP` with the window · `REFERENCED` no such branch · `FORBIDDEN`
 *
 * @example
 * await db.as(manager, (tx) => setSpecialDay(tx, { branchId, on: '2026-12-25', windows: [], reason: 'Navidad' }))
 *
 * The SQL: `insert into special_days … on conflict (tenant_id, branch_id, service, held_on) do update set …`
 */
export function setSpecialDay(
  tx: TenantTx,
  { branchId, on, services = allServices, windows, reason = '' }: SetSpecialDay,
): Batch<void> {
  refuseGuests(tx)
  requireUuid('branchId', branchId)
  requireDay('on', on)
  requireServices('services', services)
  requireNote('reason', reason, 200)
  apart(windows, minutesOfDay)
  const { tenantId } = tx.actor
  const decide = tx
    .insert(specialDays)
    .values(
      services.map((service) => ({ tenantId, id: newId(), branchId, service, heldOn: on, minutes: windows, reason })),
    )
    .onConflictDoUpdate({
      target: [specialDays.tenantId, specialDays.branchId, specialDays.service, specialDays.heldOn],
      set: { minutes: sql`excluded.minutes`, reason: sql`excluded.reason` },
    })
  return batch([decide], () => undefined)
}
