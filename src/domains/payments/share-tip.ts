import { and, asc, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { amountOf, invalid, requireList, requireOneOf, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import type { Money } from '../../money/money.ts'
import { type Tip, type TipBeneficiary, tipBeneficiaries, tips } from './tips.ts'

export interface TipShare {
  readonly beneficiary: TipBeneficiary
  /** Whose; not for the pool. */
  readonly membershipId?: string
  readonly amount: string | Money
}

export interface ShareTip {
  readonly orderId: string
  readonly shares: readonly TipShare[]
}

/**
 * Says, once and before the order is delivered, who gets its tip; what is left goes to the courier who brings it, or to
 * the pool. Locks the order. A batch: one round trip.
 *
 * @throws {DbError} `INVALID` more than the tip, too · `NOT_FOUND` · `CONFLICT` it is shared already · `FORBIDDEN`
 *
 * @example
 * await db.as(manager, (tx) => shareTip(tx, { orderId, shares: [{ beneficiary: 'pool', amount: '10.00' }] }))
 *
 * The SQL: `select app.share_tip(…)`, then the shares
 */
export function shareTip(tx: TenantTx, { orderId, shares }: ShareTip): Batch<Tip[]> {
  requireUuid('orderId', orderId)
  requireList('shares', shares, 20)
  const given = shares.map(({ beneficiary, membershipId, amount }, i) => {
    requireOneOf(`shares[${i}].beneficiary`, beneficiary, tipBeneficiaries)
    if ((beneficiary === 'pool') !== (membershipId === undefined)) {
      throw invalid(`shares[${i}].membershipId`, 'is for a courier or one of the staff')
    }
    if (membershipId !== undefined) requireUuid(`shares[${i}].membershipId`, membershipId)
    return { beneficiary, membershipId, amount: amountOf(`shares[${i}].amount`, amount).toFixed() }
  })
  const tenant = tx.actor.tenantId
  return batch(
    [
      tx.execute(sql`select app.share_tip(${tenant}, ${orderId}, ${JSON.stringify(given)}::jsonb)`),
      tx
        .select()
        .from(tips)
        .where(and(eq(tips.tenantId, tenant), eq(tips.orderId, orderId)))
        .orderBy(asc(tips.tipNo)),
    ],
    ([, rows]) => rows,
  )
}
