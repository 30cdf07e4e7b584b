import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { invalid, requireOneOf, requireText, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type Channel, channels } from '../menu/channels.ts'
import { type Service, services } from '../restaurants/services.ts'
import type { PromotionCandidate } from './promotion-candidate.ts'

export interface PromotionsFor {
  readonly branchId: string
  readonly customerId: string
  readonly channel: Channel
  readonly service: Service
  /** As the customer typed them: case and surrounding blanks do not matter. */
  readonly codes?: readonly string[]
}

/**
 * The promotions that may be given to a customer now, at a branch, and those of coupons; for `applyPromotions`. What
 * depends on the basket is not looked at yet, and nothing is claimed.
 *
 * For the customer, staff and the service. A batch: one round trip.
 *
 * @throws {DbError} `INVALID` · `COUPON_UNKNOWN` · `COUPON_NOT_VALID_NOW` also for another branch, channel or service ·
 * `COUPON_EXHAUSTED` · `COUPON_USED_UP`, each with the place of the code in `details.code` · `FORBIDDEN`
 *
 * @example
 * const candidates = await promotionsFor(tx, { branchId, customerId, channel: 'app', service: 'pickup', codes: ['VEINTE'] })
 *
 * The SQL: `select app.promotions_for($1, $2, $3, $4, $5, $6)`
 */
export function promotionsFor(tx: TenantTx, input: PromotionsFor): Batch<readonly PromotionCandidate[]> {
  const { branchId, customerId, channel, service, codes = [] } = input
  requireUuid('branchId', branchId)
  requireUuid('customerId', customerId)
  requireOneOf('channel', channel, channels)
  requireOneOf('service', service, services)
  if (codes.length > 10) throw invalid('codes', 'must have at most 10 elements')
  for (const [i, code] of codes.entries()) requireText(`codes[${i}]`, code, 40)
  const wanted = JSON.stringify(codes.map((code) => code.trim().toUpperCase()))
  return batch(
    [
      tx.execute<{ candidates: string }>(sql`
        select app.promotions_for(${tx.actor.tenantId}, ${branchId}, ${customerId}, ${channel}, ${service},
          array(select value from jsonb_array_elements_text(${wanted}::jsonb) with ordinality order by ordinality))::text as candidates`),
    ],
    // What our own function wrote.
    ([[row]]) => JSON.parse(row?.candidates ?? '[]') as readonly PromotionCandidate[],
  )
}
