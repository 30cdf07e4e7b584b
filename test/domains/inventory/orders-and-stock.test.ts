import { describe, expect } from 'vitest'
import {
  acceptOrder,
  cancelOrder,
  listSlots,
  newId,
  openSlots,
  placeOrder,
  rejectOrder,
  setRecipe,
  startPreparing,
} from '../../../src/index.ts'
import { anOrder, aQuote, asCustomer, asStaff, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { choiceOf } from '../choice-of.ts'
import { expectRefusal } from '../refusals.ts'
import { aStock, levels } from './a-stock.ts'

/** A taco takes two tortillas, an agua a vaso, a salsa verde 0.125 of the salsa. */
async function aCountingKitchen(tenant: TestTenant, onHand: Record<'tortilla' | 'vaso' | 'salsa', string>) {
  const { items } = tenant
  const stock = await aStock(tenant, onHand)
  const verde = await choiceOf(tenant, 'TACO', 'Verde')
  const takes = (productId: string, stockItemId: string, quantity: string) =>
    asStaff(tenant, (tx) => setRecipe(tx, { productId, ingredients: [{ stockItemId, quantity }] }))
  await takes(items['TACO'] ?? '', stock.tortilla, '2')
  await takes(items['AGUA'] ?? '', stock.vaso, '1')
  await takes(verde.optionId, stock.salsa, '0.125')
  return { ...stock, verde }
}

describe('an order', () => {
  test('holds what its dishes and options take, until the kitchen begins and uses it up', async ({ db, tenant }) => {
    const { items } = tenant
    const { tortilla, vaso, salsa, verde } = await aCountingKitchen(tenant, { tortilla: '10', vaso: '5', salsa: '1' })
    const { id: orderId } = await anOrder(tenant, {
      lines: [
        { menuItemId: items['TACO'] ?? '', quantity: 2, choices: [verde] },
        { menuItemId: items['TACO'] ?? '', quantity: 1 },
      ],
    })
    expect(await levels(db, tenant)).toEqual({
      [tortilla]: '10 on hand, 6 reserved',
      [vaso]: '5 on hand, 0 reserved',
      [salsa]: '1 on hand, 0.25 reserved',
    })
    await asStaff(tenant, (tx) => acceptOrder(tx, { orderId }))
    await asStaff(tenant, (tx) => startPreparing(tx, { orderId }))
    const used = {
      [tortilla]: '4 on hand, 0 reserved',
      [vaso]: '5 on hand, 0 reserved',
      [salsa]: '0.75 on hand, 0 reserved',
    }
    expect(await levels(db, tenant)).toEqual(used)
    await asStaff(tenant, (tx) => cancelOrder(tx, { orderId, reason: 'no llegó el repartidor' }))
    expect(await levels(db, tenant)).toEqual(used)
  })

  test.for(['cancelled by the guest', 'rejected by the restaurant'])(
    'that is %s gives everything back',
    async (how, { db, tenant }) => {
      const { tortilla, vaso, salsa } = await aCountingKitchen(tenant, { tortilla: '4', vaso: '1', salsa: '1' })
      const { id: orderId } = await anOrder(tenant)
      const held = await levels(db, tenant)
      if (how.startsWith('cancelled')) await asCustomer(tenant, (tx) => cancelOrder(tx, { orderId }))
      else await asStaff(tenant, (tx) => rejectOrder(tx, { orderId }))
      expect([held, await levels(db, tenant)]).toEqual([
        { [tortilla]: '4 on hand, 4 reserved', [vaso]: '1 on hand, 1 reserved', [salsa]: '1 on hand, 0 reserved' },
        { [tortilla]: '4 on hand, 0 reserved', [vaso]: '1 on hand, 0 reserved', [salsa]: '1 on hand, 0 reserved' },
      ])
      await anOrder(tenant)
    },
  )

  test('for which too little is left is SOLD_OUT, names its lines, and leaves nothing behind', async ({
    db,
    tenant,
  }) => {
    const { vaso, salsa } = await aCountingKitchen(tenant, { tortilla: '4', vaso: '0.5', salsa: '0' })
    const [{ id: quoteId }, key] = [await aQuote(tenant), newId()]
    const place = () => asCustomer(tenant, (tx) => placeOrder(tx, { quoteId, idempotencyKey: key }))
    await expectRefusal(db, tenant.tenantId, place, 'SOLD_OUT', {
      constraint: 'stock_levels_available',
      lineNos: '[2]',
      stockItemIds: JSON.stringify([vaso]),
    })
    // What nobody counts never runs out: the salsa has no level.
    expect(Object.keys(await levels(db, tenant))).not.toContain(salsa)
  })

  test('takes its place in a slot, gives it back, and finds the next one when it is full', async ({ db, tenant }) => {
    const { branchId } = tenant
    // Noon to two, of a day to come by the clock of the branch.
    const [noon, one, two] = ['18:00', '19:00', '20:00'].map((time) => new Date(`2031-03-15T${time}:00Z`))
    if (!noon || !one || !two) throw new Error('three moments')
    const slots = [
      { startsAt: noon, endsAt: one, maxOrders: 5, maxUnits: 4, maxAmount: '100.00' },
      { startsAt: one, endsAt: two, maxOrders: 5 },
    ]
    const [first, next] = await asStaff(tenant, (tx) => openSlots(tx, { branchId, service: 'pickup', slots }))
    const slotId = first?.id ?? ''
    const left = async () => {
      const day = await asCustomer(tenant, (tx) => listSlots(tx, { branchId, service: 'pickup', on: '2031-03-15' }))
      return `${day[0]?.ordersLeft} orders, ${day[0]?.unitsLeft} units, ${day[0]?.amountLeft?.toFixed(2)}`
    }
    const { id: orderId } = await anOrder(tenant, { slotId })
    expect(await left()).toBe('4 orders, 1 units, 38.00')
    const { id: quoteId } = await aQuote(tenant, { slotId })
    const place = () => asCustomer(tenant, (tx) => placeOrder(tx, { quoteId, idempotencyKey: newId() }))
    await expectRefusal(db, tenant.tenantId, place, 'SLOT_FULL', {
      constraint: 'kitchen_slots_free',
      slotId,
      nextSlotId: next?.id ?? '',
      nextStartsAt: one.toISOString(),
    })
    await asCustomer(tenant, (tx) => cancelOrder(tx, { orderId }))
    expect(await left()).toBe('5 orders, 4 units, 100.00')
    await place()
    expect(await left()).toBe('4 orders, 1 units, 38.00')
  })
})
