import { sql } from 'drizzle-orm'
import {
  type KitchenSlot,
  kitchenSlots,
  newId,
  type NewKitchenSlot,
  stockItems,
  stockLevels,
  stockMovements,
  stockReservations,
  type TenantTx,
} from '../../src/index.ts'
import { asStaff, type TestDb, type TestTenant } from '../../src/testing.ts'
import { asSuperuser } from './as-owner.ts'

/** So many pieces of something that each unit of a dish or option takes one of. */
export async function stocked(tenant: TestTenant, productId: string, onHand: number): Promise<string> {
  const stockItemId = newId()
  const { tenantId, branchId } = tenant
  await asStaff(tenant, async (tx) => {
    await tx.insert(stockItems).values({ id: stockItemId, name: `Pieza ${stockItemId}`, unit: 'piece' })
    await tx.insert(stockMovements).values({ branchId, stockItemId, kind: 'received', quantity: String(onHand) })
    const ingredients = JSON.stringify([{ stockItemId, quantity: '1' }])
    await tx.execute(sql`select app.set_recipe(${tenantId}, ${productId}, ${ingredients}::jsonb)`)
  })
  return stockItemId
}

/** What is on hand of a stock item, what placed orders hold of it, and how their claims stand. */
export async function stockOf(tx: TenantTx) {
  return {
    levels: await tx.select({ onHand: stockLevels.onHand, reserved: stockLevels.reserved }).from(stockLevels),
    claims: await tx
      .select({ quantity: stockReservations.quantity, state: stockReservations.state })
      .from(stockReservations),
  }
}

/** Half an hour, an hour from now, for one pickup; change what the test is about. */
export async function aSlot(tenant: TestTenant, changes: Partial<NewKitchenSlot> = {}): Promise<KitchenSlot> {
  const startsAt = changes.startsAt ?? new Date(Date.now() + 3_600_000)
  const endsAt = new Date(startsAt.getTime() + 1_800_000)
  const rows = await asStaff(tenant, (tx) =>
    tx
      .insert(kitchenSlots)
      .values({ branchId: tenant.branchId, service: 'pickup', startsAt, endsAt, maxOrders: 1, ...changes })
      .returning(),
  )
  return rows[0]! // RETURNING of one inserted row
}

/**
 * Makes a quote as much older. Nobody can set the clock of a database, nor change a quote: this goes past every trigger,
 * and moves both of its moments, so that it is the quote of then.
 */
export async function aged(db: TestDb, quoteId: string, minutes: number): Promise<void> {
  await asSuperuser(
    db,
    'set local session_replication_role = replica',
    `update order_quotes set quoted_at = quoted_at - interval '${minutes} minutes',
       expires_at = expires_at - interval '${minutes} minutes' where id = '${quoteId}'`,
  )
}
