import { and, eq, isNull, type SQL } from 'drizzle-orm'
import { invalid, requireUuid } from '../../kernel/input.ts'
import type { ratingTargets } from './rating-totals.ts'
import { reviews } from './reviews.ts'

/** What is reviewed: exactly one of a branch, a courier (a membership), and a dish. */
export type ReviewTarget =
  | { readonly branchId: string; readonly courierId?: never; readonly menuItemId?: never }
  | { readonly branchId?: never; readonly courierId: string; readonly menuItemId?: never }
  | { readonly branchId?: never; readonly courierId?: never; readonly menuItemId: string }

interface Target {
  readonly target: (typeof ratingTargets)[number]
  readonly id: string
}

/** @throws {DbError} `INVALID` unless there is exactly one target, by a UUID */
export function targetOf({ branchId, courierId, menuItemId }: ReviewTarget): Target {
  const given = [branchId, courierId, menuItemId].filter((id) => id !== undefined)
  if (given.length > 1) throw invalid('branchId', 'must be the only target')
  if (courierId !== undefined) return { target: 'courier', id: checked('courierId', courierId) }
  if (menuItemId !== undefined) return { target: 'dish', id: checked('menuItemId', menuItemId) }
  return { target: 'branch', id: checked('branchId', branchId) }
}

function checked(field: string, id: unknown): string {
  requireUuid(field, id)
  return id
}

/** Its reviews, as the partial indexes of the table have them: those of a branch are of neither courier nor dish. */
export function isOfTarget({ target, id }: Target): SQL | undefined {
  if (target === 'courier') return eq(reviews.courierId, id)
  if (target === 'dish') return eq(reviews.menuItemId, id)
  return and(eq(reviews.branchId, id), isNull(reviews.courierId), isNull(reviews.menuItemId))
}
