import { sql } from 'drizzle-orm'
import { check, primaryKey, text } from 'drizzle-orm/pg-core'
import { mxn6, on, rate } from '../../kernel/columns.ts'
import { referenceRows } from '../../kernel/reference-rows.ts'
import { type TaxRule as Rule, taxRules as rules } from '../../money/tax-rules.ts'
import { referenceTable } from '../../rls/tables.ts'
import { oneRowPerDay } from './one-row-per-day.ts'

export const taxKinds = ['iva', 'iva-border', 'ieps', 'ieps-quota'] as const

/**
 * Rates of IVA and IEPS by date, for SQL: exactly the rows of `taxRules` in `@platform/db/pricing`, which is their one
 * source. A day without a row is a day nobody has confirmed.
 */
export const taxRules = referenceTable(
  'tax_rules',
  {
    tax: text('tax', { enum: taxKinds }).notNull(),
    /** What the rule is about: a kind of good (iva), a border region, a product (IEPS). */
    key: text('key').notNull(),
    /** A fraction. Null when exempt, which is not 0 %, and for quotas. */
    rate: rate('rate'),
    /** Pesos per litre, for quotas. */
    perLitre: mxn6('per_litre'),
    validFrom: on('valid_from_on').notNull(),
    /** Included; for a rule still in force, the last day that it was checked for. */
    validTo: on('valid_to_on').notNull(),
    source: text('source').notNull(),
    certainty: text('certainty', { enum: ['sourced', 'verify'] }).notNull(),
  },
  {
    constraints: (t) => [
      primaryKey({ name: 'tax_rules_pkey', columns: [t.tax, t.key, t.validFrom] }),
      check('tax_rules_tax_known', sql`${t.tax} in (${sql.raw(taxKinds.map((kind) => `'${kind}'`).join(', '))})`),
      check('tax_rules_certainty_known', sql`${t.certainty} in ('sourced', 'verify')`),
      check('tax_rules_ends_after_it_begins', sql`${t.validTo} >= ${t.validFrom}`),
      check('tax_rules_says_its_source', sql`${t.source} <> ''`),
      check('tax_rules_quota_is_per_litre', sql`(${t.tax} = 'ieps-quota') = (${t.perLitre} is not null)`),
      check('tax_rules_quota_above_zero', sql`${t.perLitre} > 0`),
      check(
        'tax_rules_rate_unless_exempt_or_quota',
        sql`(${t.rate} is null) = (${t.tax} = 'ieps-quota' or (${t.tax} = 'iva' and ${t.key} = 'exempt'))`,
      ),
    ],
    ddl: [
      oneRowPerDay('tax_rules', 'tax_rules_one_per_day', ['tax', 'key'], ['valid_from_on', 'valid_to_on']),
      referenceRows(
        'tax_rules',
        ['tax', 'key', 'rate', 'per_litre', 'valid_from_on', 'valid_to_on', 'source', 'certainty'],
        rules.map((rule) => [
          rule.tax,
          keyOf(rule),
          'rate' in rule ? rule.rate : null,
          'perLitre' in rule ? rule.perLitre : null,
          rule.validFrom,
          rule.validTo,
          rule.source,
          rule.certainty,
        ]),
      ),
    ],
  },
)

export type TaxRuleRow = typeof taxRules.$inferSelect

function keyOf(rule: Rule): string {
  if (rule.tax === 'iva') return rule.good
  return rule.tax === 'iva-border' ? rule.region : rule.product
}
