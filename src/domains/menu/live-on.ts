import { and, eq, gt, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Channel } from './channels.ts'
import { menuPlacements } from './menu-placements.ts'

export interface Place {
  readonly branchId: string
  readonly channel: Channel
  readonly moment: SQL
}

/** The one placement of a branch and channel that holds at a moment. */
export function liveOn(tx: TenantTx, { branchId, channel, moment }: Place): SQL | undefined {
  return and(
    eq(menuPlacements.tenantId, tx.actor.tenantId),
    eq(menuPlacements.branchId, branchId),
    eq(menuPlacements.channel, channel),
    lte(menuPlacements.liveFrom, moment),
    or(isNull(menuPlacements.liveUntil), gt(menuPlacements.liveUntil, moment)),
  )
}

/** By the database's clock, unless a moment is given. */
export const momentSql = (at: Date | undefined): SQL =>
  at === undefined ? sql`now()` : sql`${at.toISOString()}::timestamptz`
