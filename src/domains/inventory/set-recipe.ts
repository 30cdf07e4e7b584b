import { and, asc, eq, sql } from 'drizzle-orm'
import { type Batch, batch } from '../../kernel/batch.ts'
import { invalid, requireUuid } from '../../kernel/input.ts'
import type { TenantTx } from '../../kernel/tx.ts'
import { type Recipe, recipes } from './recipes.ts'
import { positiveQuantityOf } from './stock-quantity.ts'

export interface SetRecipe {
  /** A dish or an option. */
  readonly productId: string
  /** All of them, each stock item once; none, when it takes nothing that is counted. */
  readonly ingredients: readonly {
    readonly stockItemId: string
    /** What one unit takes, in the unit of the stock item: `0.25`. */
    readonly quantity: string
  }[]
}

/**
 * Replaces what one unit of a dish or an option takes from the stock. Orders that are placed already hold what they did.
 * For staff and the service.
 *
 * Locks the product until the transaction ends: of two at once, the later replaces the earlier whole. A batch: one round
 * trip.
 *
 * @returns the ingredients, by stock item
 * @throws {DbError} `INVALID` with the ingredient and its field · `NOT_FOUND` no such dish or option · `REFERENCED` no
 * such stock item · `FORBIDDEN`
 *
 * @example
 * await db.as(chef, (tx) => setRecipe(tx, { productId: taco, ingredients: [{ stockItemId: pastor, quantity: '62.5' }] }))
 *
 * The SQL: `select app.set_recipe($1, $2, $3)`, then `select … from recipes where … order by stock_item_id`
 */
export function setRecipe(tx: TenantTx, { productId, ingredients }: SetRecipe): Batch<readonly Recipe[]> {
  requireUuid('productId', productId)
  if (!Array.isArray(ingredients) || ingredients.length > MOST) throw invalid('ingredients', `must be at most ${MOST}`)
  const rows = ingredients.map(({ stockItemId, quantity }: SetRecipe['ingredients'][number], i) => {
    requireUuid(`ingredients[${i}].stockItemId`, stockItemId)
    return {
      stockItemId: stockItemId.toLowerCase(),
      quantity: positiveQuantityOf(`ingredients[${i}].quantity`, quantity),
    }
  })
  if (new Set(rows.map((row) => row.stockItemId)).size < rows.length) {
    throw invalid('ingredients', 'must name each stock item once')
  }
  const { tenantId } = tx.actor
  return batch(
    [
      tx.execute(sql`select app.set_recipe(${tenantId}, ${productId}, ${JSON.stringify(rows)}::jsonb)`),
      tx
        .select()
        .from(recipes)
        .where(and(eq(recipes.tenantId, tenantId), eq(recipes.productId, productId)))
        .orderBy(asc(recipes.stockItemId)),
    ],
    ([, set]) => set,
  )
}

/** More than any dish has: what is longer was not meant. */
const MOST = 100
