import { sql } from 'drizzle-orm'
import { check, foreignKey, index, text, uuid } from 'drizzle-orm/pg-core'
import { id, on, rate } from '../../kernel/columns.ts'
import { exclusion, pgTrigger, sameKey } from '../../kernel/ddl.ts'
import { audited } from '../../rls/audited.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { restaurants } from '../restaurants/restaurants.ts'

/**
 * One row per time in which a restaurant sells on the same terms: the commission on its sales, who earns the delivery
 * fee, and what taxes are withheld from it. A restaurant without a row pays no commission, and nothing is withheld.
 *
 * Terms never change, they end: a delivery keeps those of its day, whatever is agreed later.
 */
export const commissionTerms = tenantTable(
  'commission_terms',
  {
    id: id(),
    restaurantId: uuid('restaurant_id').notNull(),
    /** Of what the restaurant earns by its food, IVA included, a discount of the platform's included. */
    rate: rate('rate').notNull(),
    /** IVA on the commission. */
    ivaRate: rate('iva_rate')
      .notNull()
      .default(sql`0.16`),
    /** Whose couriers bring it, and earn the fee. */
    deliveryTo: text('delivery_to', { enum: ['platform', 'restaurant'] })
      .notNull()
      .default('platform'),
    /** Whom taxes are withheld from; null: nobody, the restaurant is the platform's own. */
    person: text('person', { enum: ['individual', 'entity'] }),
    rfc: text('rfc', { enum: ['given', 'missing'] })
      .notNull()
      .default('given'),
    account: text('account', { enum: ['mexican', 'abroad'] })
      .notNull()
      .default('mexican'),
    validFrom: on('valid_from_on').notNull(),
    /** Included; open, when null. */
    validTo: on('valid_to_on'),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'commission_terms_restaurant_fk',
        columns: [t.tenantId, t.restaurantId],
        foreignColumns: [restaurants.tenantId, restaurants.id],
      }),
      index('commission_terms_restaurant_idx').on(t.tenantId, t.restaurantId, t.validFrom),
      check('commission_terms_ends_after_it_begins', sql`${t.validTo} >= ${t.validFrom}`),
      check('commission_terms_delivery_to_known', sql`${t.deliveryTo} in ('platform', 'restaurant')`),
      check('commission_terms_person_known', sql`${t.person} in ('individual', 'entity')`),
      check('commission_terms_rfc_known', sql`${t.rfc} in ('given', 'missing')`),
      check('commission_terms_account_known', sql`${t.account} in ('mexican', 'abroad')`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.validTo]),
    ],
    ddl: [
      exclusion(
        'commission_terms',
        'commission_terms_one_at_a_time',
        `using gist (${sameKey('tenant_id::text', 'restaurant_id::text')}, daterange(valid_from_on, valid_to_on, '[]') with &&)`,
      ),
      pgTrigger(
        'commission_terms',
        'commission_terms_are_final',
        'before update of id, restaurant_id, rate, iva_rate, delivery_to, person, rfc, account, valid_from_on on commission_terms for each row',
        'app.refuse_change()',
      ),
      ...audited('commission_terms'),
    ],
  },
)

export type CommissionTerms = typeof commissionTerms.$inferSelect
export type NewCommissionTerms = typeof commissionTerms.$inferInsert
