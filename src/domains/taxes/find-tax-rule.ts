import { and, eq, gte, lte } from 'drizzle-orm'
import { requireDay, requireOneOf, requireText } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { taxKinds, taxRules } from './tax-rules.ts'

export interface FindTaxRule {
  readonly tax: (typeof taxKinds)[number]
  /** A kind of good for `iva`, a region for `iva-border`, a product for `ieps` and `ieps-quota`. */
  readonly key: string
  /** The day of the sale where it is made, `YYYY-MM-DD`. */
  readonly on: string
}

/**
 * The rule in force on a day: one row, or none when nobody has confirmed one for it. A constraint makes a second row
 * impossible, so the answer does not depend on an order. In code without a database, `ivaOn` and `iepsOn` say the same.
 *
 * @throws {DbError} `INVALID` tax, key, on
 *
 * @example
 * const [rule] = await db.as(staff, (tx) => findTaxRule(tx, { tax: 'iva', key: 'general', on: '2026-11-21' }))
 *
 * The SQL: `select … from tax_rules where tax = $1 and key = $2 and valid_from_on <= $3 and valid_to_on >= $4`
 */
export function findTaxRule(tx: TenantTx, { tax, key, on }: FindTaxRule) {
  requireOneOf('tax', tax, taxKinds)
  requireText('key', key, 60)
  requireDay('on', on)
  return tx
    .select({
      tax: taxRules.tax,
      key: taxRules.key,
      rate: taxRules.rate,
      perLitre: taxRules.perLitre,
      validFrom: taxRules.validFrom,
      validTo: taxRules.validTo,
      source: taxRules.source,
      certainty: taxRules.certainty,
    })
    .from(taxRules)
    .where(and(eq(taxRules.tax, tax), eq(taxRules.key, key), lte(taxRules.validFrom, on), gte(taxRules.validTo, on)))
    .$dynamic()
}
