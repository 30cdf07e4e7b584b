import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'

const everyone = ['app_user', 'app_admin', 'app_owner']

/**
 * SQL twins of `lineTaxes` (money/tax.ts): a generated column needs them immutable. PostgreSQL's round() on numeric is
 * half away from zero, the SAT's "redondeo aritmético".
 */
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
    body: 'select pg_catalog.round(total / (1 + coalesce(rate, 0)), 6)',
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
    body: 'select pg_catalog.round(pg_catalog.round(total / (1 + coalesce(rate, 0)), 6) * coalesce(rate, 0), 6)',
  }),
]
