import { sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'

export interface MenuProblem {
  /** `modifier_groups_can_be_met`, the `details.constraint` of `MENU_NOT_SELLABLE`. */
  readonly rule: string
  /** The group's key, or the dish's sku. */
  readonly name: string | null
}

/**
 * Everything that keeps a draft from being published; nothing, when it can be. One statement.
 *
 * @throws {DbError} `INVALID` versionId
 *
 * @example
 * const problems = await db.as(owner, (tx) => menuProblems(tx, { versionId }))
 *
 * The SQL: `select rule, name from app.menu_problems($1) order by rule, name`
 */
export function menuProblems(
  tx: TenantTx,
  { versionId }: { readonly versionId: string },
): Batch<readonly MenuProblem[]> {
  requireUuid('versionId', versionId)
  return batch(
    [
      tx.execute<{ rule: string; name: string | null }>(
        sql`select rule, name from app.menu_problems(${versionId}) order by rule, name`,
      ),
    ],
    ([problems]) => [...problems],
  )
}
