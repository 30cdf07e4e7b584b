import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import {
  changeSlotInput,
  countStockInput,
  listSlotsInput,
  listStockInput,
  listStockMovementsInput,
  moveStockInput,
  newStockItemInput,
  openSlotsInput,
  receiveStockInput,
  setRecipeInput,
  wasteStockInput,
} from '../../../src/zod.ts'

const id = '01987a3c-0000-7000-8000-000000000001'
const other = '01987a3c-0000-7000-8000-00000000000a'
const entries = (quantity: unknown) => ({ branchId: id, items: [{ stockItemId: id, quantity }] })
const slot = { startsAt: '2026-11-21T14:00:00-06:00', endsAt: '2026-11-21T15:00:00-06:00', maxOrders: 20 }

const good: readonly [name: string, schema: z.ZodType, input: unknown][] = [
  ['setRecipe', setRecipeInput, { productId: id, ingredients: [{ stockItemId: id, quantity: '0.25' }] }],
  ['setRecipe without ingredients', setRecipeInput, { productId: id, ingredients: [] }],
  ['receiveStock', receiveStockInput, { ...entries('999999999.999'), reason: 'pedido 7' }],
  ['countStock of nothing', countStockInput, entries('0')],
  ['wasteStock', wasteStockInput, entries('0.001')],
  ['moveStock', moveStockInput, { ...entries('1'), toBranchId: other }],
  ['listStock', listStockInput, { branchId: id, lowOnly: true, limit: 500 }],
  ['listStockMovements', listStockMovementsInput, { branchId: id, stockItemId: id, after: 'x' }],
  ['listSlots', listSlotsInput, { branchId: id, service: 'pickup', on: '2026-11-21' }],
  ['changeSlot', changeSlotInput, { slotId: id, maxUnits: null, closed: true }],
  ['a stock item', newStockItemInput, { name: 'Tortilla', unit: 'piece' }],
]

const bad: readonly [what: string, schema: z.ZodType, input: unknown][] = [
  [
    'a recipe that takes nothing of an ingredient',
    setRecipeInput,
    { productId: id, ingredients: [{ stockItemId: id, quantity: '0.000' }] },
  ],
  ['a delivery of nothing', receiveStockInput, entries('0')],
  ['a quantity that is a number', receiveStockInput, entries(1.5)],
  ['a fourth decimal', countStockInput, entries('0.0001')],
  ['a negative quantity', wasteStockInput, entries('-1')],
  ['no items', countStockInput, { branchId: id, items: [] }],
  [
    'an item twice, in capitals',
    countStockInput,
    { branchId: id, items: [other, other.toUpperCase()].map((stockItemId) => ({ stockItemId, quantity: '1' })) },
  ],
  [
    'a slot without orders',
    openSlotsInput,
    { branchId: id, service: 'pickup', slots: [{ ...slot, maxOrders: undefined }] },
  ],
  [
    'an amount that is a number',
    openSlotsInput,
    { branchId: id, service: 'pickup', slots: [{ ...slot, maxAmount: 5 }] },
  ],
  ['a day that is none', listSlotsInput, { branchId: id, service: 'pickup', on: '2026-02-30' }],
  ['a unit that no recipe knows', newStockItemInput, { name: 'Tortilla', unit: 'cup' }],
  ['a blank name', newStockItemInput, { name: ' ', unit: 'g' }],
]

describe('a schema of stock and slots', () => {
  test.for(good)('takes %s as the verb does', ([, schema, input]) => {
    expect(schema.parse(input)).toEqual(input)
  })

  test('makes Dates of the moments of a slot', () => {
    const slots = [{ ...slot, maxAmount: '900.50' }]
    expect(openSlotsInput.parse({ branchId: id, service: 'pickup', slots }).slots).toEqual([
      { ...slots[0], startsAt: new Date('2026-11-21T20:00:00Z'), endsAt: new Date('2026-11-21T21:00:00Z') },
    ])
  })

  test.for(bad)('refuses %s', ([, schema, input]) => {
    expect(schema.safeParse(input).success).toBe(false)
  })
})
