import postgres from 'postgres'
import { isDbError, newId, receiveStock, stockItems } from '../../../src/index.ts'
import { asStaff, type TestDb, type TestTenant } from '../../../src/testing.ts'
import { signContext } from '../../../src/client/token.ts'
import { asOwner } from '../as-owner.ts'

/** Stock items by name, each with so much on hand at the tenant's branch; their ids ascend in the order of the names. */
export async function aStock<N extends string>(
  tenant: TestTenant,
  onHand: Readonly<Record<N, string>>,
): Promise<Record<N, string>> {
  const { branchId } = tenant
  const rows = Object.keys(onHand).map((name) => ({ id: newId(), name, unit: 'piece' as const }))
  const ids = Object.fromEntries(rows.map(({ id, name }) => [name, id])) as Record<N, string>
  await asStaff(tenant, async (tx) => {
    await tx.insert(stockItems).values(rows)
    const items = rows
      .map(({ id, name }) => ({ stockItemId: id, quantity: onHand[name as N] }))
      .filter(({ quantity }) => quantity !== '0')
    if (items.length > 0) await receiveStock(tx, { branchId, items })
  })
  return ids
}

/** The statement by which an order claims what it needs, for a role that may call it. */
export const claim = ({ tenantId, branchId }: TestTenant, orderId: string, demand: unknown, lines: unknown = []) =>
  `select app.claim_stock('${tenantId}', '${branchId}', '${orderId}', '${JSON.stringify(demand)}', '${JSON.stringify(lines)}', now() + interval '15 minutes')`

export const consume = ({ tenantId }: TestTenant, orderId: string) =>
  `select app.consume_stock('${tenantId}', '${orderId}')`

export const release = ({ tenantId }: TestTenant, orderId: string) =>
  `select app.release_stock('${tenantId}', '${orderId}')`

/** On hand and reserved at the tenant's branch, as text, by stock item. */
export async function levels(db: TestDb, { service, tenantId, branchId }: TestTenant): Promise<Record<string, string>> {
  const rows = await asOwner<{ id: string; held: string }>(
    db,
    service,
    `select stock_item_id::text as id, trim_scale(on_hand) || ' on hand, ' || trim_scale(reserved) || ' reserved' as held
     from stock_levels where tenant_id = '${tenantId}' and branch_id = '${branchId}'`,
  )
  return Object.fromEntries(rows.map(({ id, held }) => [id, held]))
}

/** What a refusal says that the caller may show. */
export function hintOf(error: unknown): unknown {
  const hint: unknown = isDbError(error) && error.cause instanceof Error ? Reflect.get(error.cause, 'hint') : undefined
  return typeof hint === 'string' ? JSON.parse(hint) : undefined
}

/**
 * Each list of statements as one transaction of the owner in the tenant's context, over so many connections at once;
 * how each ended: `done`, or the name of the rule or the SQLSTATE that stopped it.
 */
export async function storm(
  db: TestDb,
  { service }: TestTenant,
  work: readonly (readonly string[])[],
  connections = 16,
): Promise<readonly string[]> {
  const queue = work.entries()
  const ends: string[] = []
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const sql = postgres(db.server?.superuserUrl ?? '', { max: 1, onnotice: () => undefined })
      for (const [i, statements] of queue) {
        ends[i] = await asOwnerOn(sql, service, statements)
      }
      await sql.end()
    }),
  )
  return ends
}

async function asOwnerOn(sql: postgres.Sql, actor: TestTenant['service'], statements: readonly string[]) {
  const context = signContext({ id: 1, secret: Buffer.alloc(32) }, actor, new Date(Date.now() + 60_000))
  try {
    // Sooner than the default second: a deadlock that is expected need not be waited for.
    const enter = [
      `set local deadlock_timeout = '20ms'`,
      'set local role app_owner',
      `set local app.context = '${context}'`,
    ]
    for (const statement of ['begin', ...enter, ...statements, 'commit']) await sql.unsafe(statement)
    return 'done'
  } catch (error) {
    await sql.unsafe('rollback')
    if (!(error instanceof postgres.PostgresError)) throw error
    return error.constraint_name ?? error.code
  }
}
