import type { TestDb } from '../../../src/testing.ts'
import { asSuperuser } from '../../domains/as-owner.ts'
import { bills } from './checks/bills.ts'
import { claims } from './checks/claims.ts'
import { quotes } from './checks/quotes.ts'
import { reviews } from './checks/reviews.ts'
import { steps } from './checks/steps.ts'
import { stock } from './checks/stock.ts'

/** A sentence that holds in every database, and the SQL that gives a row (tenant_id, what) wherever it does not. */
export interface Check {
  readonly name: string
  readonly sql: string
}

export const checks: readonly Check[] = [...steps, ...quotes, ...bills, ...claims, ...stock, ...reviews]

export interface Violation {
  readonly check: string
  readonly tenantId: string
  readonly what: string
}

/**
 * Every check over every row of every tenant, as one statement: what it finds went wrong, whoever did it and however. It
 * knows the tables and nothing of the functions that write them; `app.` is not in it.
 */
export const verifySql = checks
  .map(
    ({ name, sql }) =>
      `select '${name.replaceAll("'", "''")}' as check, v.tenant_id::text, v.what::text from (${sql}) v (tenant_id, what)`,
  )
  .join('\nunion all\n')

/** As the superuser: past every policy. */
export async function verify(db: TestDb): Promise<readonly Violation[]> {
  const rows = await asSuperuser<{ check: string; tenant_id: string; what: string }>(db, verifySql)
  return rows.map(({ check, tenant_id: tenantId, what }) => ({ check, tenantId, what }))
}
