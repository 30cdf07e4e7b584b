import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { requireMoment, requireOneOf, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { branches } from './branches.ts'
import { type Service, services } from './services.ts'

export interface NextOpening {
  readonly branchId: string
  readonly service: Service
  /** The database's now when left out. */
  readonly from?: Date
}

export interface Opening {
  /** `from` itself while open. */
  readonly opensAt: Date
  /** Null when it does not close within 366 days: a branch that is always open. */
  readonly closesAt: Date | null
}

/**
 * The first stretch in which a branch offers a service that is not over at `from`; null when none begins within 366
 * times 24 hours. Windows that meet or overlap are one stretch, also from one day to the next. Everyone may ask.
 *
 * Looks at a week, then at six, then at the year: long closures cost more. One statement, one round trip.
 *
 * @throws {DbError} `INVALID` branchId, service, from · `NOT_FOUND` no such branch
 *
 * @example
 * const next = await db.as(guest, (tx) => nextOpening(tx, { branchId, service: 'pickup' }))
 * if (next && next.opensAt > new Date()) return `Abrimos ${clock(next.opensAt)}`
 *
 * The SQL: `select opens_at, closes_at from app.next_opening($tenant, $branch, $service, $from)`
 */
export function nextOpening(tx: TenantTx, { branchId, service, from }: NextOpening): Batch<Opening | null> {
  requireUuid('branchId', branchId)
  requireOneOf('service', service, services)
  if (from !== undefined) requireMoment('from', from)
  const moment = from === undefined ? sql`now()` : sql`${from.toISOString()}::timestamptz`
  const found = tx
    .select({
      // A timestamptz is read as every column of the type is.
      opensAt: sql<Date>`opens_at`.mapWith(branches.createdAt),
      closesAt: sql<Date | null>`closes_at`.mapWith(branches.archivedAt),
    })
    .from(sql`app.next_opening(${tx.actor.tenantId}, ${branchId}, ${service}, ${moment})`)
  return batch([found], ([[opening]]) => opening ?? null)
}
