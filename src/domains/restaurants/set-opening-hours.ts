import { and, eq } from 'drizzle-orm'
import { Batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { DbError } from '../../kernel/errors.ts'
import { requireOneOf, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { apart } from './apart.ts'
import { branches } from './branches.ts'
import { MINUTES_OF_WEEK, minutesOfWeek, type WeekWindow } from './minutes.ts'
import { openingHours } from './opening-hours.ts'
import { refuseGuests } from './refuse-guests.ts'
import { type Service, services } from './services.ts'

export interface SetOpeningHours {
  readonly branchId: string
  readonly service: Service
  /** All of them; none closes the service for every week. */
  readonly windows: readonly WeekWindow[]
}

/**
 * Replaces the weekly hours of one service of a branch. For staff and the service.
 *
 * Locks the branch until the transaction ends: of two at once, the later replaces the earlier whole, where otherwise the
 * windows of both would stay. A batch: one round trip.
 *
 * @throws {DbError} `INVALID` with the window and its field · `HOURS_OVERLAP` with the window, also across the end of the
 * week · `NOT_FOUND` no such branch · `FORBIDDEN`
 *
 * @example
 * await db.as(manager, (tx) =>
 *   setOpeningHours(tx, { branchId, service: 'pickup', windows: [{ weekday: 5, opens: '18:00', closes: '02:00' }] }),
 * )
 *
 * The SQL: `select … from branches … for no key update`, `delete from opening_hours where …`, `insert into opening_hours …`
 */
export function setOpeningHours(tx: TenantTx, { branchId, service, windows }: SetOpeningHours): Batch<void> {
  refuseGuests(tx)
  requireUuid('branchId', branchId)
  requireOneOf('service', service, services)
  const ranges = apart(windows, minutesOfWeek, MINUTES_OF_WEEK)
  const { tenantId } = tx.actor
  const lock = tx
    .select({ id: branches.id })
    .from(branches)
    .where(and(eq(branches.tenantId, tenantId), eq(branches.id, branchId)))
    .for('no key update')
  const ours = [
    eq(openingHours.tenantId, tenantId),
    eq(openingHours.branchId, branchId),
    eq(openingHours.service, service),
  ]
  const rows = ranges.map(({ starts, ends }) => ({
    tenantId,
    id: newId(),
    branchId,
    service,
    startsMinute: starts,
    lengthMinutes: ends - starts,
  }))
  return new Batch(
    [
      lock,
      tx.delete(openingHours).where(and(...ours)),
      ...(rows.length > 0 ? [tx.insert(openingHours).values(rows)] : []),
    ],
    ([found]) => {
      // Nothing was written: rows would have met the foreign key.
      if (Array.isArray(found) && found.length === 0) {
        throw new DbError('NOT_FOUND', 'no such branch', { details: { table: 'branches' } })
      }
    },
  )
}
