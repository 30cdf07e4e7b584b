import { describe, expect } from 'vitest'
import { countStock, receiveStock, wasteStock } from '../../../src/index.ts'
import { anOrder, asStaff, type TestDb, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwner } from '../as-owner.ts'
import { expectRefusal } from '../refusals.ts'
import { aStock, claim, consume } from './a-stock.ts'

/** A stock item with three movements, at 6 with a claim of 2 on it. */
async function aChain(db: TestDb, tenant: TestTenant) {
  const { branchId, service } = tenant
  const { id: orderId } = await anOrder(tenant)
  const { pan } = await aStock(tenant, { pan: '10' })
  const at = (quantity: string) => ({ branchId, items: [{ stockItemId: pan, quantity }] })
  await asStaff(tenant, (tx) => wasteStock(tx, at('1')))
  await asOwner(db, service, claim(tenant, orderId, [{ stockItemId: pan, quantity: '2' }]))
  await asStaff(tenant, (tx) => countStock(tx, at('6')))
  return { pan, orderId, at }
}

describe('what is on hand is what the movements add up to:', () => {
  test.for<[what: string, code: 'FORBIDDEN' | 'REFERENCED' | 'INVALID', sql: string]>([
    ['a level is not set by hand', 'FORBIDDEN', 'update stock_levels set on_hand = 7 where $level'],
    [
      'nor with the number that it has',
      'FORBIDDEN',
      'update stock_levels set on_hand = 7, movement_seq = 3 where $level',
    ],
    [
      'nor back to an older movement',
      'FORBIDDEN',
      'update stock_levels set on_hand = 10, movement_seq = 1 where $level',
    ],
    ['nor ahead of its movement', 'REFERENCED', 'update stock_levels set on_hand = 7, movement_seq = 4 where $level'],
    ['nor taken away', 'REFERENCED', 'delete from stock_levels where $level'],
    [
      'nor made without a movement',
      'REFERENCED',
      'insert into stock_levels (tenant_id, branch_id, stock_item_id, on_hand, movement_seq) select tenant_id, $branch, id, 5, 1 from stock_items where id <> $item and tenant_id = $tenant',
    ],
    [
      'nor made empty without one',
      'REFERENCED',
      'insert into stock_levels (tenant_id, branch_id, stock_item_id, on_hand, movement_seq) select tenant_id, $branch, id, 0, 0 from stock_items where id <> $item and tenant_id = $tenant',
    ],
    [
      'a movement is not changed',
      'FORBIDDEN',
      'update stock_movements set quantity = 7, on_hand_after = 7 where $level and seq = 3',
    ],
    ['nor forgotten', 'FORBIDDEN', 'delete from stock_movements where $level and seq = 3'],
    [
      'nor sold to an order that holds nothing',
      'INVALID',
      `insert into stock_movements (tenant_id, branch_id, stock_item_id, kind, quantity) values ($tenant, $branch, $item, 'sold', -1)`,
    ],
  ])('%s, by the owner either', async ([, code, text], { db, tenant }) => {
    const { pan } = await aChain(db, tenant)
    await aStock(tenant, { otra: '0' })
    const literal = (id: string) => `'${id}'`
    const statement = text
      .replaceAll('$level', 'tenant_id = $tenant and branch_id = $branch and stock_item_id = $item')
      .replaceAll('$tenant', literal(tenant.tenantId))
      .replaceAll('$branch', literal(tenant.branchId))
      .replaceAll('$item', literal(pan))
    await expectRefusal(db, tenant.tenantId, () => asOwner(db, tenant.service, statement), code)
  })

  test('the owner says of a movement how much, and the database where it starts and ends', async ({ db, tenant }) => {
    const { tenantId, branchId } = tenant
    const { pan } = await aChain(db, tenant)
    const rows = await asOwner(
      db,
      tenant.service,
      `insert into stock_movements (tenant_id, branch_id, stock_item_id, seq, kind, quantity, on_hand_before, on_hand_after)
       values ('${tenantId}', '${branchId}', '${pan}', 77, 'received', 4, 70, 74)
       returning seq, on_hand_before::text, on_hand_after::text`,
    )
    expect(rows).toEqual([{ seq: 4, on_hand_before: '6', on_hand_after: '10' }])
  })

  test('after any mixture of them', async ({ db, tenant }) => {
    const { tenantId } = tenant
    const { orderId, at } = await aChain(db, tenant)
    await asOwner(db, tenant.service, consume(tenant, orderId))
    for (const verb of [receiveStock, wasteStock, countStock]) {
      for (const quantity of ['0.125', '2', '0.001']) {
        await asStaff(tenant, (tx) => verb(tx, at(quantity))).catch(() => undefined)
      }
    }
    const rows = await asOwner(
      db,
      tenant.service,
      `select trim_scale(l.on_hand)::text as on_hand, trim_scale(sum(m.quantity))::text as moved, count(*)::int as movements, max(m.seq) as last
       from stock_levels l join stock_movements m using (tenant_id, branch_id, stock_item_id)
       where l.tenant_id = '${tenantId}' group by l.on_hand`,
    )
    // 10 − 1 − 3 − 2, then 3 × received, 2 × wasted (2 would be too much only if less were there), 3 × counted
    expect(rows).toEqual([{ on_hand: '0.001', moved: '0.001', movements: 13, last: 13 }])
  })
})
