import { sql, type SQL } from 'drizzle-orm'
import type { Db } from '../client/db.ts'
import { service } from '../kernel/actor.ts'
import type { TenantTx } from '../kernel/tx.ts'
import type { VerifyRule } from './rule.ts'
import { rules } from './rules.ts'

export interface VerifyOptions {
  /** This tenant alone; every one when left out, for which the handle must have its `adminUrl`. */
  readonly tenantId?: string
  readonly onProgress?: (tenants: number) => void
}

/** Something that is not what the rows it is made of say. */
export interface VerifyDifference {
  readonly tenantId: string
  /** Of the rule that does not hold. */
  readonly rule: string
  /** Ids of what it does not hold of. */
  readonly subject: string
  readonly expected: string | null
  readonly found: string | null
}

export interface Verified {
  readonly tenants: number
  readonly rules: number
  readonly differences: readonly VerifyDifference[]
}

/**
 * Works out from events, lines and entries what headers, counters and balances must be, and gives what is otherwise.
 * Nothing, when all is well: then a database holds what the library promises of it, however its rows came there.
 *
 * Made for production: read-only, no lock, one snapshot and one transaction per tenant, as its service. It reads all that a
 * tenant has; give the handle a long deadline.
 *
 * @throws {DbError} `FORBIDDEN` all tenants with a handle that has no `adminUrl` · `TIMEOUT`
 *
 * @example
 * const { differences } = await verify(db, { tenantId })
 *
 * The SQL: `src/verify/rules/`
 */
export async function verify(
  db: Db,
  { tenantId, onProgress = () => undefined }: VerifyOptions = {},
): Promise<Verified> {
  const differences: VerifyDifference[] = []
  let tenants = 0
  const work = async (tx: TenantTx) => {
    for (const rule of rules) differences.push(...(await differencesOf(tx, rule)))
    onProgress(++tenants)
  }
  const oneMoment = { readOnly: true, isolation: 'repeatable read' } as const
  if (tenantId === undefined) await db.eachTenant('verify: are counters what rows add up to', work, oneMoment)
  else await db.as(service(tenantId), work, oneMoment)
  return { tenants, rules: rules.length, differences }
}

async function differencesOf(tx: TenantTx, { id, sql: text }: VerifyRule): Promise<readonly VerifyDifference[]> {
  const { tenantId } = tx.actor
  const [head = '', ...rest] = text.split(':tenant')
  // Each rule is a constant of this folder; the tenant is a parameter.
  const asked = rest.reduce<SQL>((query, part) => sql`${query}${tenantId}::uuid${sql.raw(part)}`, sql.raw(head))
  const rows = await tx.execute<{ subject: string; expected: string | null; found: string | null }>(
    sql`select d.* from (${asked}) as d(subject, expected, found) order by d.subject collate "C"`,
  )
  return rows.map(({ subject, expected, found }) => ({ tenantId, rule: id, subject, expected, found }))
}
