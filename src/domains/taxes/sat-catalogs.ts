import { sql } from 'drizzle-orm'
import { check, jsonb, primaryKey, text } from 'drizzle-orm/pg-core'
import { on } from '../../kernel/columns.ts'
import { literal } from '../../kernel/ddl.ts'
import { referenceRows } from '../../kernel/reference-rows.ts'
import { referenceTable } from '../../rls/tables.ts'
import { keptCatalogs, satEntries } from './catalog-data.ts'
import { oneRowPerDay } from './one-row-per-day.ts'

/**
 * The SAT's catalogues for CFDI 4.0, by date. The small ones come with the package (`catalog-data.ts`); the big ones
 * (c_ClaveProdServ, c_CodigoPostal …) are imported, and a migration leaves those alone: docs/catalogs.md.
 */
export const satCatalogs = referenceTable(
  'sat_catalogs',
  {
    /** The SAT's own name of the catalogue: `c_FormaPago`. */
    catalog: text('catalog').notNull(),
    code: text('code').notNull(),
    description: text('description').notNull(),
    validFrom: on('valid_from_on').notNull(),
    /** Included; null while there is no end. */
    validTo: on('valid_to_on'),
    /** What else the SAT says of a code: for a c_UsoCFDI the regimes it goes with, for a postal code its state. */
    attributes: jsonb('attributes')
      .$type<Readonly<Record<string, unknown>>>()
      .notNull()
      .default(sql`'{}'`),
  },
  {
    constraints: (t) => [
      primaryKey({ name: 'sat_catalogs_pkey', columns: [t.catalog, t.code, t.validFrom] }),
      check('sat_catalogs_catalog_named', sql`${t.catalog} ~ '^c_[A-Za-z0-9_]{1,60}$'`),
      check('sat_catalogs_code_written', sql`${t.code} ~ '^[!-~]{1,40}$'`),
      check('sat_catalogs_ends_after_it_begins', sql`${t.validTo} >= ${t.validFrom}`),
      check('sat_catalogs_attributes_is_object', sql`jsonb_typeof(${t.attributes}) = 'object'`),
    ],
    ddl: [
      oneRowPerDay('sat_catalogs', 'sat_catalogs_one_per_day', ['catalog', 'code'], ['valid_from_on', 'valid_to_on']),
      referenceRows(
        'sat_catalogs',
        ['catalog', 'code', 'description', 'valid_from_on', 'valid_to_on', 'attributes'],
        satEntries.map(({ catalog, code, description, validFrom, validTo, attributes }) => [
          catalog,
          code,
          description,
          validFrom,
          validTo,
          attributes,
        ]),
        { scope: `t.catalog in (${keptCatalogs.map(literal).join(', ')})` },
      ),
    ],
  },
)

export type SatCatalogEntry = typeof satCatalogs.$inferSelect
