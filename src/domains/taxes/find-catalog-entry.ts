import { and, eq, gte, isNull, lte, or } from 'drizzle-orm'
import { requireDay, requireText } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { satCatalogs } from './sat-catalogs.ts'

export interface FindCatalogEntry {
  /** The SAT's name of it: `c_UsoCFDI`. */
  readonly catalog: string
  readonly code: string
  /** The date of the CFDI, `YYYY-MM-DD`. */
  readonly on: string
}

/**
 * A code of a SAT catalogue as it stood on a day: one row, or none when the code did not exist then, or its catalogue
 * was never imported.
 *
 * @throws {DbError} `INVALID` catalog, code, on
 *
 * @example
 * const [use] = await db.as(staff, (tx) => findCatalogEntry(tx, { catalog: 'c_UsoCFDI', code: 'G03', on: '2026-11-21' }))
 *
 * The SQL: `select … from sat_catalogs where catalog = $1 and code = $2 and valid_from_on <= $3
 * and (valid_to_on is null or valid_to_on >= $4)`
 */
export function findCatalogEntry(tx: TenantTx, { catalog, code, on }: FindCatalogEntry) {
  requireText('catalog', catalog, 62)
  requireText('code', code, 40)
  requireDay('on', on)
  return tx
    .select({
      catalog: satCatalogs.catalog,
      code: satCatalogs.code,
      description: satCatalogs.description,
      validFrom: satCatalogs.validFrom,
      validTo: satCatalogs.validTo,
      attributes: satCatalogs.attributes,
    })
    .from(satCatalogs)
    .where(
      and(
        eq(satCatalogs.catalog, catalog),
        eq(satCatalogs.code, code),
        lte(satCatalogs.validFrom, on),
        or(isNull(satCatalogs.validTo), gte(satCatalogs.validTo, on)),
      ),
    )
    .$dynamic()
}
