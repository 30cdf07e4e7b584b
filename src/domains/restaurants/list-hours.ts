import { and, asc, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { DbError } from '../../kernel/errors.ts'
import { requireDay, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { branches } from './branches.ts'
import { type DayWindow, weekWindow, type WeekWindow } from './minutes.ts'
import { openingHours } from './opening-hours.ts'
import type { Service } from './services.ts'
import { specialDays } from './special-days.ts'

export interface ListHours {
  readonly branchId: string
  /** The first special day, `YYYY-MM-DD`; the branch's today when left out. A year of them is given. */
  readonly from?: string
}

export interface BranchHours {
  readonly timeZone: string
  /** What the branch offers, in the order of `services`; a service without windows is closed. */
  readonly services: readonly { readonly service: Service; readonly windows: readonly WeekWindow[] }[]
  /** By date and service; without windows it is closed that day. */
  readonly specialDays: readonly {
    readonly on: string
    readonly service: Service
    readonly windows: readonly DayWindow[]
    readonly reason: string
  }[]
}

/**
 * A branch's hours as its page shows them, windows in the order of the week. Everyone may read them. Three statements,
 * one round trip.
 *
 * @throws {DbError} `INVALID` branchId, from · `NOT_FOUND` no such branch
 *
 * @example
 * const { services, specialDays } = await db.as(guest, (tx) => listHours(tx, { branchId }))
 *
 * The SQL: `select … from branches …`, `select … from opening_hours where … order by starts_minute`, `select … from
 * special_days where … and held_on between $from and $from + 365 order by held_on`
 */
export function listHours(tx: TenantTx, { branchId, from }: ListHours): Batch<BranchHours> {
  requireUuid('branchId', branchId)
  if (from !== undefined) requireDay('from', from)
  const tenant = tx.actor.tenantId
  const ours = and(eq(branches.tenantId, tenant), eq(branches.id, branchId))
  const first =
    from === undefined
      ? sql`(select (now() at time zone ${branches.timeZone})::date from ${branches} where ${ours})`
      : sql`${from}::date`
  return batch(
    [
      tx.select({ timeZone: branches.timeZone, services: branches.services }).from(branches).where(ours),
      tx
        .select({ service: openingHours.service, starts: openingHours.startsMinute, lasts: openingHours.lengthMinutes })
        .from(openingHours)
        .where(and(eq(openingHours.tenantId, tenant), eq(openingHours.branchId, branchId)))
        .orderBy(asc(openingHours.service), asc(openingHours.startsMinute)),
      tx
        .select({
          on: specialDays.heldOn,
          service: specialDays.service,
          windows: specialDays.minutes,
          reason: specialDays.reason,
        })
        .from(specialDays)
        .where(
          and(
            eq(specialDays.tenantId, tenant),
            eq(specialDays.branchId, branchId),
            sql`${specialDays.heldOn} between ${first} and ${first} + 365`,
          ),
        )
        .orderBy(asc(specialDays.heldOn), asc(specialDays.service)),
    ],
    ([[branch], windows, days]) => {
      if (!branch) throw new DbError('NOT_FOUND', 'no such branch', { details: { table: 'branches' } })
      return {
        timeZone: branch.timeZone,
        services: branch.services.map((service) => ({
          service,
          windows: windows
            .filter((window) => window.service === service)
            .map(({ starts, lasts }) => weekWindow({ starts, ends: starts + lasts })),
        })),
        specialDays: days,
      }
    },
  )
}
