import { describe, expect } from 'vitest'
import { newId, reviewModerations, reviews } from '../../../src/index.ts'
import { aDeliveredOrder, asCustomer, asStaff, newTenant, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwner, asOwnerUndone } from '../as-owner.ts'
import { expectRefusal } from '../refusals.ts'
import { aBroughtOrder, aReview, older } from './deliveries.ts'

const insert = (tenant: TestTenant, orderId: string, more: Readonly<Record<string, string>> = {}) => {
  const { tenantId, customerId, branchId } = tenant
  const row = { tenant_id: tenantId, order_id: orderId, customer_id: customerId, branch_id: branchId, ...more }
  const values = Object.values(row).map((value) => `'${value}'`)
  return `insert into reviews (stars, ${Object.keys(row).join(', ')}) values (5, ${values.join(', ')})`
}

describe('a review written by hand, as the owner too,', () => {
  test('is of the courier who brought the order, and of no other', async ({ db, tenant }) => {
    const { courier, service, tenantId, ownerMembershipId } = tenant
    if (courier.kind !== 'courier') throw new Error('the courier of a tenant is one')
    const { id: notBrought } = await aDeliveredOrder(tenant)
    const brought = await aBroughtOrder(tenant)
    for (const [orderId, courierId] of [
      [notBrought, courier.membershipId],
      [brought, ownerMembershipId],
      [brought, newId()],
    ] as const) {
      const statement = insert(tenant, orderId, { courier_id: courierId })
      const details = { constraint: 'reviews_courier_brought_it' }
      await expectRefusal(db, tenantId, () => asOwner(db, service, statement), 'REFERENCED', details)
      const row = { orderId, courierId, customerId: tenant.customerId, branchId: tenant.branchId, stars: 5 }
      const byHand = () => asCustomer(tenant, (tx) => tx.insert(reviews).values(row))
      await expectRefusal(db, tenantId, byHand, 'REFERENCED', details)
    }
    await asOwnerUndone(db, service, insert(tenant, brought, { courier_id: courier.membershipId }))
  })

  test('is of the dish of its line, whatever is given', async ({ db, tenant }) => {
    const { id: orderId } = await aDeliveredOrder(tenant)
    const wrong = insert(tenant, orderId, { line_no: '1', menu_item_id: tenant.items['FLAN'] ?? '' })
    const rows = await asOwnerUndone(db, tenant.service, `${wrong} returning menu_item_id`)
    expect(rows).toEqual([{ menu_item_id: tenant.items['TACO'] }])
  })

  test('is of a delivery that was not too long ago', async ({ db, tenant }) => {
    const { id: orderId } = await aDeliveredOrder(tenant)
    await older(db, orderId, '721 hours')
    const statement = insert(tenant, orderId, { delivered_at: '2099-01-01', created_at: '2020-01-01' })
    const details = { constraint: 'reviews_in_time' }
    await expectRefusal(db, tenant.tenantId, () => asOwner(db, tenant.service, statement), 'REVIEW_TOO_LATE', details)
  })

  test('is of nothing of another tenant', async ({ db, tenant }) => {
    const other = await newTenant(db)
    const { id: orderId } = await aDeliveredOrder(other)
    const theirs = () => asOwner(db, tenant.service, insert(other, orderId))
    await expectRefusal(db, other.tenantId, theirs, 'FORBIDDEN')
    const { tenantId } = tenant
    const mixed = () => asOwner(db, tenant.service, insert(other, orderId, { tenant_id: tenantId }))
    await expectRefusal(db, tenantId, mixed, 'ORDER_NOT_DELIVERED')
  })

  test('keeps what it is of, who wrote it and when, for good', async ({ db, tenant }) => {
    const { orderId } = await aReview(tenant, { dishes: [{ lineNo: 1, stars: 5 }] })
    const { id: otherOrder } = await aDeliveredOrder(tenant)
    for (const set of [
      `order_id = '${otherOrder}'`,
      `customer_id = '${newId()}'`,
      `branch_id = '${newId()}'`,
      `courier_id = '${newId()}'`,
      'line_no = 2',
      `menu_item_id = '${tenant.items['AGUA']}'`,
      `delivered_at = now()`,
      `created_at = now()`,
      'id = gen_random_uuid()',
    ]) {
      const work = () => asOwner(db, tenant.service, `update reviews set ${set} where order_id = '${orderId}'`)
      await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN', { table: 'reviews' })
    }
  })

  test('changes only within the window', async ({ db, tenant }) => {
    const { id, orderId } = await aReview(tenant)
    await older(db, orderId, '721 hours')
    for (const set of ['stars = 1', `comment = 'x'`]) {
      const work = () => asOwner(db, tenant.service, `update reviews set ${set} where id = '${id}'`)
      await expectRefusal(db, tenant.tenantId, work, 'REVIEW_TOO_LATE', { constraint: 'reviews_in_time' })
    }
  })
})

describe('the state of a review', () => {
  test('changes by a moderation alone, of the owner too', async ({ db, tenant }) => {
    const { id } = await aReview(tenant)
    const hide = (seq: number) => () =>
      asOwner(db, tenant.service, `update reviews set state = 'hidden', moderation_seq = ${seq} where id = '${id}'`)
    const details = { constraint: 'reviews_state_from_moderation' }
    await expectRefusal(db, tenant.tenantId, hide(1), 'REFERENCED', details)
    const moderate = { reviewId: id, seq: 1, fromState: 'visible', toState: 'hidden', reason: 'x' } as const
    await asStaff(tenant, (tx) => tx.insert(reviewModerations).values(moderate))
    const show = () => asOwner(db, tenant.service, `update reviews set state = 'visible' where id = '${id}'`)
    await expectRefusal(db, tenant.tenantId, show, 'FORBIDDEN', { table: 'reviews' })
  })

  test.for<[what: string, changes: object]>([
    ['skips a number', { seq: 2 }],
    ['starts where it is not', { fromState: 'hidden', toState: 'visible' }],
  ])('does not change by a moderation that %s', async ([, changes], { db, tenant }) => {
    const { id: reviewId } = await aReview(tenant)
    const row = { reviewId, seq: 1, fromState: 'visible', toState: 'hidden', reason: 'x', ...changes } as const
    const work = () => asStaff(tenant, (tx) => tx.insert(reviewModerations).values(row))
    await expectRefusal(db, tenant.tenantId, work, 'STALE', { constraint: 'review_moderations_follows' })
  })

  test('does not change by a moderation of no review', async ({ db, tenant }) => {
    const row = { reviewId: newId(), seq: 1, fromState: 'visible', toState: 'hidden', reason: 'x' } as const
    const work = () => asStaff(tenant, (tx) => tx.insert(reviewModerations).values(row))
    await expectRefusal(db, tenant.tenantId, work, 'REFERENCED', { constraint: 'review_moderations_review_fk' })
  })

  test('has decisions that nobody signs for another', async ({ db, tenant }) => {
    const { id: reviewId } = await aReview(tenant)
    const row = { reviewId, seq: 1, fromState: 'visible', toState: 'hidden', reason: 'x' } as const
    for (const wrong of [{ actorId: newId() }, { actorKind: 'service' as const }]) {
      const work = () => asStaff(tenant, (tx) => tx.insert(reviewModerations).values({ ...row, ...wrong }))
      await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
    }
  })
})

describe('a rating total', () => {
  test('is of a branch, courier or dish that exists, and one per each', async ({ db, tenant }) => {
    await aReview(tenant)
    for (const [column, constraint] of [
      ['branch_id', 'rating_totals_branch_fk'],
      ['courier_id', 'rating_totals_courier_fk'],
      ['menu_item_id', 'rating_totals_dish_fk'],
    ] as const) {
      const work = () => asOwner(db, tenant.service, `insert into rating_totals (${column}) values ('${newId()}')`)
      await expectRefusal(db, tenant.tenantId, work, 'REFERENCED', { constraint })
    }
    const again = () =>
      asOwner(db, tenant.service, `insert into rating_totals (branch_id) values ('${tenant.branchId}')`)
    await expectRefusal(db, tenant.tenantId, again, 'CONFLICT', { constraint: 'rating_totals_pkey' })
  })
})
