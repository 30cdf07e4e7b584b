import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { requireMoment, requireOneOf, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type Service, services } from './services.ts'

export interface IsOpenAt {
  readonly branchId: string
  readonly service: Service
  /** The database's now when left out. */
  readonly at?: Date
}

/**
 * Whether a branch offers a service at a moment: by its weekly hours or, on a special day, by those. Everyone may ask.
 *
 * A window is the interval from the instant of its start, which belongs to it, to the instant of its end, which does
 * not. By the clock on the branch's wall, also on the days of 23 and 25 hours: a time that is skipped counts from as
 * much later, of a time that comes twice the first. Never open: a service that the branch does not offer, an archived
 * branch. One statement, one round trip.
 *
 * @throws {DbError} `INVALID` branchId, service, at · `NOT_FOUND` no such branch
 *
 * @example
 * const open = await db.as(guest, (tx) => isOpenAt(tx, { branchId, service: 'delivery' }))
 *
 * The SQL: `select app.is_open($tenant, $branch, $service, $at)`
 */
export function isOpenAt(tx: TenantTx, { branchId, service, at }: IsOpenAt): Batch<boolean> {
  requireUuid('branchId', branchId)
  requireOneOf('service', service, services)
  if (at !== undefined) requireMoment('at', at)
  const moment = at === undefined ? sql`now()` : sql`${at.toISOString()}::timestamptz`
  const ask = sql`select app.is_open(${tx.actor.tenantId}, ${branchId}, ${service}, ${moment}) as open`
  return batch([tx.execute<{ open: boolean }>(ask)], ([[row]]) => row?.open === true)
}
