import { type WeekWindow, type Weekday } from '../domains/restaurants/minutes.ts'
import { services } from '../domains/restaurants/services.ts'
import { setOpeningHours } from '../domains/restaurants/set-opening-hours.ts'
import { Batch } from '../kernel/batch.ts'
import type { TestTenant } from './new-tenant.ts'

const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]

/** Opens the tenant's branch for every service, day and night: for a test that is about something else than hours. */
export async function openAllDay({ db, staff, branchId }: TestTenant): Promise<void> {
  const windows = weekdays.map((weekday): WeekWindow => ({ weekday, opens: '00:00', closes: '24:00' }))
  const each = (service: (typeof services)[number]) => ({ branchId, service, windows })
  await db.as(
    staff,
    (tx) =>
      new Batch(
        services.map((service) => setOpeningHours(tx, each(service))),
        () => undefined,
      ),
  )
}
