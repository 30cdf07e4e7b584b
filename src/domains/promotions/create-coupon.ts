import { type Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { DbError } from '../../kernel/errors.ts'
import { invalid, requireInteger, requireMoment, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type Coupon, coupons } from './coupons.ts'

export interface CreateCoupon {
  /** One that is given by code. */
  readonly promotionId: string
  /** 3 to 40 of A to Z, Ñ, 0 to 9 and dashes; small letters are made capital. */
  readonly code: string
  /** As often as the promotion allows, when left out. */
  readonly maxRedemptions?: number
  /** Now, when left out. */
  readonly validFrom?: Date
  /** Not included. */
  readonly validUntil?: Date
}

/**
 * A code for a promotion that was made with `byCode`. For staff and the service.
 *
 * A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `CONFLICT` the code is taken · `REFERENCED` no such promotion, or one without codes ·
 * `FORBIDDEN`
 *
 * @example
 * await db.as(owner, (tx) => createCoupon(tx, { promotionId, code: 'BIENVENIDO', maxRedemptions: 500 }))
 */
export function createCoupon(tx: TenantTx, input: CreateCoupon): Batch<Coupon> {
  const { promotionId, maxRedemptions, validFrom, validUntil } = input
  requireUuid('promotionId', promotionId)
  const code = codeOf(input.code)
  if (maxRedemptions !== undefined) requireInteger('maxRedemptions', maxRedemptions, 1, 1_000_000_000)
  if (validFrom !== undefined) requireMoment('validFrom', validFrom)
  if (validUntil !== undefined) {
    requireMoment('validUntil', validUntil)
    if (validUntil <= (validFrom ?? new Date())) throw invalid('validUntil', 'must be behind validFrom')
  }
  const validity = { ...(validFrom === undefined ? {} : { validFrom }), validUntil: validUntil ?? null }
  const { tenantId } = tx.actor
  return batch(
    [
      tx
        .insert(coupons)
        .values({ tenantId, id: newId(), promotionId, code, maxRedemptions: maxRedemptions ?? null, ...validity })
        .returning(),
    ],
    ([[coupon]]) => {
      if (!coupon) throw new DbError('INTERNAL', 'what was inserted did not come back')
      return coupon
    },
  )
}

function codeOf(typed: unknown): string {
  const code = typeof typed === 'string' ? typed.trim().toUpperCase() : ''
  if (!/^[A-Z0-9Ñ-]{3,40}$/.test(code)) throw invalid('code', 'must be 3 to 40 letters, digits or dashes')
  return code
}
