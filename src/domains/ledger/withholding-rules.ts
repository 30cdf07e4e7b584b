import { sql } from 'drizzle-orm'
import { check, primaryKey, text } from 'drizzle-orm/pg-core'
import { on, rate } from '../../kernel/columns.ts'
import { referenceRows } from '../../kernel/reference-rows.ts'
import { withholdingRules as rules } from '../../money/withholding-rules.ts'
import { referenceTable } from '../../rls/tables.ts'

/**
 * What a platform withholds from a restaurant, by day, for SQL: the rows of `withholdingRules` that are one rate for
 * every income. The bands of 2020 are not among them: nothing that old is paid out any more.
 */
export const withholdingRules = referenceTable(
  'withholding_rules',
  {
    tax: text('tax', { enum: ['isr', 'iva'] }).notNull(),
    person: text('person', { enum: ['individual', 'entity'] }).notNull(),
    /** Whether the seller has given an RFC. */
    registration: text('registration', { enum: ['given', 'missing'] }).notNull(),
    /** `any`, or `abroad`, which goes before it. */
    account: text('account', { enum: ['any', 'abroad'] }).notNull(),
    /** ISR: of the income without IVA. IVA: of the IVA charged. */
    rate: rate('rate').notNull(),
    validFrom: on('valid_from_on').notNull(),
    /** Included. */
    validTo: on('valid_to_on').notNull(),
  },
  {
    constraints: (t) => [
      primaryKey({
        name: 'withholding_rules_pkey',
        columns: [t.tax, t.person, t.registration, t.account, t.validFrom],
      }),
      check('withholding_rules_tax_known', sql`${t.tax} in ('isr', 'iva')`),
      check('withholding_rules_ends_after_it_begins', sql`${t.validTo} >= ${t.validFrom}`),
    ],
    ddl: [
      referenceRows(
        'withholding_rules',
        ['tax', 'person', 'registration', 'account', 'rate', 'valid_from_on', 'valid_to_on'],
        rules.flatMap(({ tax, person, rfc, account, activity, bands, validFrom, validTo }) =>
          (activity === null || activity === 'sale-of-goods-and-services') && bands.length === 1
            ? bands.map((band) => [tax, person, rfc, account ?? 'any', band.rate, validFrom, validTo])
            : [],
        ),
      ),
    ],
  },
)
