import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'
import { everyone } from '../../rls/roles.ts'

/**
 * SQL twins of `lineTaxes` (money/tax.ts): a generated column needs them immutable. PostgreSQL's round() on numeric is
 * half away from zero, the SAT's "redondeo aritmético".
 *
 * A division keeps the decimals of its operands, or 16 significant digits: 8 decimals from a hundred million pesos on,
 * and rounding those to 6 would round twice. With 20 more it cannot (a quotient that is no half is 1e-13 away from one).
 *
 * Written out in generated columns: a function there is parsed anew by every statement that inserts.
 */
export const ivaBaseSql = (total: string, rate: string) =>
  `pg_catalog.round((${total}) * 1.00000000000000000000 / (1 + coalesce(${rate}, 0)), 6)`

export const ivaSql = (total: string, rate: string) =>
  `pg_catalog.round(${ivaBaseSql(total, rate)} * coalesce(${rate}, 0), 6)`

export const ivaFunctions: readonly DdlObject[] = [
  pgFunction('app.iva_base', {
    args: 'total numeric, rate numeric',
    returns: 'numeric',
    language: 'sql',
    volatility: 'immutable',
    parallel: 'safe',
    searchPath: 'none',
    phase: 'before',
    execute: everyone,
    body: `select ${ivaBaseSql('total', 'rate')}`,
  }),
  pgFunction('app.iva_of', {
    args: 'total numeric, rate numeric',
    returns: 'numeric',
    language: 'sql',
    volatility: 'immutable',
    parallel: 'safe',
    searchPath: 'none',
    phase: 'before',
    execute: everyone,
    body: `select ${ivaSql('total', 'rate')}`,
  }),
]
