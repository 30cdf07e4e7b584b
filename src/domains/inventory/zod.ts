import { createInsertSchema } from 'drizzle-zod'
import { z } from 'zod'
import { amount, day, moment, uuid } from '../../kernel/zod.ts'
import { services } from '../restaurants/services.ts'
import type { ChangeSlot } from './change-slot.ts'
import type { CountStock } from './count-stock.ts'
import type { ListSlots } from './list-slots.ts'
import type { ListStockMovements } from './list-stock-movements.ts'
import type { ListStock } from './list-stock.ts'
import type { MoveStock } from './move-stock.ts'
import type { OpenSlots } from './open-slots.ts'
import type { ReceiveStock } from './receive-stock.ts'
import type { SetRecipe } from './set-recipe.ts'
import { stockItems } from './stock-items.ts'
import type { WasteStock } from './waste-stock.ts'

const quantity = z.string().regex(/^\d{1,9}(\.\d{1,3})?$/)
const positive = quantity.regex(/[1-9]/)
const reason = z
  .string()
  .regex(/^[^\0]*$/)
  .max(200)
const service = z.enum(services)
const most = z.int().min(0).max(1_000_000)
const cursor = z.string()

/** Stock items with a quantity each, none twice. */
const entries = (of: z.ZodType<string>) =>
  z
    .array(z.strictObject({ stockItemId: uuid, quantity: of }))
    .min(1)
    .max(200)
    .refine(once, 'names a stock item twice')

function once(items: readonly { readonly stockItemId: string }[]): boolean {
  return new Set(items.map(({ stockItemId }) => stockItemId.toLowerCase())).size === items.length
}

const stockEntries = (of: z.ZodType<string>) => ({ branchId: uuid, items: entries(of), reason: reason.exactOptional() })

/** What `setRecipe` takes. */
export const setRecipeInput = z.strictObject({
  productId: uuid,
  ingredients: z
    .array(z.strictObject({ stockItemId: uuid, quantity: positive }))
    .max(100)
    .refine(once, 'names a stock item twice'),
}) satisfies z.ZodType<SetRecipe>

/** What `receiveStock` takes. */
export const receiveStockInput = z.strictObject(stockEntries(positive)) satisfies z.ZodType<ReceiveStock>

/** What `countStock` takes. */
export const countStockInput = z.strictObject(stockEntries(quantity)) satisfies z.ZodType<CountStock>

/** What `wasteStock` takes. */
export const wasteStockInput = z.strictObject(stockEntries(positive)) satisfies z.ZodType<WasteStock>

/** What `moveStock` takes. */
export const moveStockInput = z.strictObject({
  ...stockEntries(positive),
  toBranchId: uuid,
}) satisfies z.ZodType<MoveStock>

/** What `listStock` takes. */
export const listStockInput = z.strictObject({
  branchId: uuid,
  lowOnly: z.boolean().exactOptional(),
  limit: z.int().min(1).max(500).exactOptional(),
  after: cursor.exactOptional(),
}) satisfies z.ZodType<ListStock>

/** What `listStockMovements` takes. */
export const listStockMovementsInput = z.strictObject({
  branchId: uuid,
  stockItemId: uuid,
  limit: z.int().min(1).max(100).exactOptional(),
  after: cursor.exactOptional(),
}) satisfies z.ZodType<ListStockMovements>

/** What `listSlots` takes. */
export const listSlotsInput = z.strictObject({ branchId: uuid, service, on: day }) satisfies z.ZodType<ListSlots>

/** What `openSlots` takes. */
export const openSlotsInput = z.strictObject({
  branchId: uuid,
  service,
  slots: z
    .array(
      z.strictObject({
        startsAt: moment,
        endsAt: moment,
        maxOrders: most,
        maxUnits: most.exactOptional(),
        maxAmount: amount.exactOptional(),
      }),
    )
    .min(1)
    .max(200),
}) satisfies z.ZodType<OpenSlots>

/** What `changeSlot` takes. */
export const changeSlotInput = z.strictObject({
  slotId: uuid,
  maxOrders: most.exactOptional(),
  maxUnits: most.nullable().exactOptional(),
  maxAmount: amount.nullable().exactOptional(),
  closed: z.boolean().exactOptional(),
}) satisfies z.ZodType<ChangeSlot>

/** A row to insert into `stock_items`, without what the scope and the database fill in. */
export const newStockItemInput = createInsertSchema(stockItems, {
  name: (name) => name.trim().min(1).max(100),
}).omit({ tenantId: true, id: true, archivedAt: true, createdAt: true })
