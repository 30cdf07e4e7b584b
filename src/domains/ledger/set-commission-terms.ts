import { and, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { newId } from '../../kernel/columns.ts'
import { DbError } from '../../kernel/errors.ts'
import { rateOf, requireDay, requireOneOf, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { rate } from '../../money/money.ts'
import { type CommissionTerms, commissionTerms } from './commission-terms.ts'

export interface SetCommissionTerms {
  readonly restaurantId: string
  /** Of what the restaurant earns by its food: `0.15`. */
  readonly rate: string
  /** IVA on the commission; 0.16 when left out. */
  readonly ivaRate?: string
  /** Whose couriers bring it; the platform's when left out. */
  readonly deliveryTo?: 'platform' | 'restaurant'
  /** Whom taxes are withheld from; nobody when left out. */
  readonly person?: 'individual' | 'entity'
  readonly rfc?: 'given' | 'missing'
  readonly account?: 'mexican' | 'abroad'
  /** From this day on; the terms before end on the day before. */
  readonly validFrom: string
}

/**
 * Agrees on a restaurant's terms from a day on. What was delivered before keeps the terms of its day. A batch: one round
 * trip.
 *
 * @throws {DbError} `INVALID` · `CONFLICT` terms that begin later are agreed already · `REFERENCED` · `FORBIDDEN`
 *
 * @example
 * await db.as(manager, (tx) => setCommissionTerms(tx, { restaurantId, rate: '0.15', person: 'entity', validFrom: '2026-12-01' }))
 *
 * The SQL: `update commission_terms set valid_to_on = … where … valid_to_on is null`, then the insert
 */
export function setCommissionTerms(tx: TenantTx, input: SetCommissionTerms): Batch<CommissionTerms> {
  const { restaurantId, validFrom, deliveryTo = 'platform', person, rfc = 'given', account = 'mexican' } = input
  requireUuid('restaurantId', restaurantId)
  requireDay('validFrom', validFrom)
  requireOneOf('deliveryTo', deliveryTo, ['platform', 'restaurant'])
  requireOneOf('rfc', rfc, ['given', 'missing'])
  requireOneOf('account', account, ['mexican', 'abroad'])
  if (person !== undefined) requireOneOf('person', person, ['individual', 'entity'])
  const terms = {
    id: newId(),
    restaurantId,
    rate: rateOf('rate', input.rate),
    ivaRate: input.ivaRate === undefined ? rate('0.16') : rateOf('ivaRate', input.ivaRate),
    deliveryTo,
    person: person ?? null,
    rfc,
    account,
    validFrom,
  }
  return batch(
    [
      tx
        .update(commissionTerms)
        .set({ validTo: sql`${validFrom}::date - 1` })
        .where(
          and(
            eq(commissionTerms.tenantId, tx.actor.tenantId),
            eq(commissionTerms.restaurantId, restaurantId),
            sql`${commissionTerms.validTo} is null and ${commissionTerms.validFrom} < ${validFrom}::date`,
          ),
        ),
      tx.insert(commissionTerms).values(terms).returning(),
    ],
    ([, [row]]) => {
      if (!row) throw new DbError('INTERNAL', 'the insert gave nothing back')
      return row
    },
  )
}
