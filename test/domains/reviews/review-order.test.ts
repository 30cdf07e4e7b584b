import { describe, expect } from 'vitest'
import { customer, deliverOrder, newId, reviewOrder, reviews, type ReviewOrder } from '../../../src/index.ts'
import {
  aDeliveredOrder,
  anOrder,
  asCourier,
  asCustomer,
  asService,
  asStaff,
  newTenant,
  type TestTenant,
} from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwner } from '../as-owner.ts'
import { expectRefusal } from '../refusals.ts'
import { toDeliver } from '../delivery/to-deliver.ts'
import { aBroughtOrder, older } from './deliveries.ts'

const review = (tenant: TestTenant, orderId: string, changes: Partial<ReviewOrder> = {}) =>
  asCustomer(tenant, (tx) => reviewOrder(tx, { orderId, stars: 5, ...changes }))

describe('reviewOrder', () => {
  test('stores what the customer thinks of branch, courier and dishes, each as a review of its own', async ({
    tenant,
  }) => {
    const { tenantId, customerId, branchId, items, courier } = tenant
    const orderId = await aBroughtOrder(tenant)
    const comment = '¡Riquísimo! 🌮 Volveré.'
    const written = await review(tenant, orderId, {
      stars: 4,
      comment,
      courier: { stars: 5, comment: 'Amable' },
      dishes: [
        { lineNo: 2, stars: 3 },
        { lineNo: 1, stars: 1, comment: 'Fríos' },
      ],
    })
    const common = {
      tenantId,
      id: expect.any(String),
      orderId,
      customerId,
      branchId,
      courierId: null,
      lineNo: null,
      menuItemId: null,
      comment: '',
      state: 'visible',
      moderationSeq: null,
      deliveredAt: expect.any(Date),
      createdAt: expect.any(Date),
      editedAt: null,
    }
    expect(written).toEqual([
      { ...common, stars: 4, comment },
      { ...common, courierId: courier.kind === 'courier' && courier.membershipId, stars: 5, comment: 'Amable' },
      { ...common, lineNo: 2, menuItemId: items['AGUA'], stars: 3 },
      { ...common, lineNo: 1, menuItemId: items['TACO'], stars: 1, comment: 'Fríos' },
    ])
    expect(await asStaff(tenant, (tx) => tx.select().from(reviews).orderBy(reviews.id))).toEqual(written)
  })

  test('takes the targets one after another, too', async ({ tenant }) => {
    const { id: orderId } = await aDeliveredOrder(tenant)
    const alone = await asCustomer(tenant, (tx) => reviewOrder(tx, { orderId, dishes: [{ lineNo: 1, stars: 2 }] }))
    expect(alone).toMatchObject([{ lineNo: 1, stars: 2 }])
    expect(await review(tenant, orderId, { stars: 1 })).toMatchObject([{ menuItemId: null, stars: 1, comment: '' }])
  })

  test('finds the courier who brought it, whoever closed it, and none where nobody did', async ({ db, tenant }) => {
    const courier = { stars: 5 }
    const { id: fetched } = await aDeliveredOrder(tenant)
    const work = () => asCustomer(tenant, (tx) => reviewOrder(tx, { orderId: fetched, courier }))
    const details = { constraint: 'reviews_courier_brought_it' }
    await expectRefusal(db, tenant.tenantId, work, 'REFERENCED', details)
    const orderId = await toDeliver(tenant, 'on_the_way')
    await asStaff(tenant, (tx) => deliverOrder(tx, { orderId }))
    const { courierId } = tenant
    expect(await asCustomer(tenant, (tx) => reviewOrder(tx, { orderId, courier }))).toMatchObject([{ courierId }])
  })

  test('refuses an order that is not delivered', async ({ db, tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const details = { constraint: 'reviews_order_delivered_fk' }
    await expectRefusal(db, tenant.tenantId, () => review(tenant, orderId), 'ORDER_NOT_DELIVERED', details)
  })

  test('takes one review a target, also of the same words, and no half of what it is given', async ({ db, tenant }) => {
    const orderId = await aBroughtOrder(tenant)
    const dish = { lineNo: 1, stars: 5 }
    await review(tenant, orderId, { courier: { stars: 5 }, dishes: [dish] })
    for (const again of [
      { orderId, stars: 5 },
      { orderId, courier: { stars: 1 } },
      { orderId, dishes: [{ lineNo: 2, stars: 4 }, dish] },
    ]) {
      const work = () => asCustomer(tenant, (tx) => reviewOrder(tx, again))
      const details = { constraint: 'reviews_order_key' }
      await expectRefusal(db, tenant.tenantId, work, 'ALREADY_REVIEWED', details)
    }
  })

  test('counts a dish once, on however many lines it was', async ({ db, tenant }) => {
    const taco = { menuItemId: tenant.items['TACO'] ?? '', quantity: 1 }
    const { id: orderId } = await aDeliveredOrder(tenant, { lines: [taco, taco] })
    const dishes = [1, 2].map((lineNo) => ({ lineNo, stars: 5 }))
    await expectRefusal(db, tenant.tenantId, () => review(tenant, orderId, { dishes }), 'ALREADY_REVIEWED')
  })

  test('refuses a line that the order does not have', async ({ db, tenant }) => {
    const { id: orderId } = await aDeliveredOrder(tenant)
    const work = () => review(tenant, orderId, { dishes: [{ lineNo: 3, stars: 5 }] })
    await expectRefusal(db, tenant.tenantId, work, 'REFERENCED', { constraint: 'reviews_line_fk' })
  })

  test('takes reviews for 30 days of 24 hours, to the moment', async ({ db, tenant }) => {
    const { id: orderId } = await aDeliveredOrder(tenant)
    await older(db, orderId, '719 hours 59 minutes')
    await review(tenant, orderId)
    await older(db, orderId, '1 minute')
    const work = () => asCustomer(tenant, (tx) => reviewOrder(tx, { orderId, dishes: [{ lineNo: 1, stars: 5 }] }))
    const details = { constraint: 'reviews_in_time', table: 'reviews' }
    await expectRefusal(db, tenant.tenantId, work, 'REVIEW_TOO_LATE', details)
  })

  test('is for the customer who ordered: staff, couriers and the service do not review', async ({ db, tenant }) => {
    const orderId = await aBroughtOrder(tenant)
    for (const as of [asStaff, asCourier, asService]) {
      const work = () => as(tenant, (tx) => reviewOrder(tx, { orderId, stars: 5 }))
      await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
    }
  })

  test("does not know another customer's order, nor another tenant's", async ({ db, tenant }) => {
    const other = await newTenant(db)
    const { id: orderId } = await aDeliveredOrder(tenant)
    const stranger = customer(tenant.tenantId, newId())
    for (const work of [
      () => db.as(stranger, (tx) => reviewOrder(tx, { orderId, stars: 1 })),
      () => review(other, orderId),
      () => review(tenant, newId()),
    ]) {
      await expectRefusal(db, tenant.tenantId, work, 'NOT_FOUND', { table: 'orders' })
    }
  })

  test('tells a stranger who writes the row by hand nothing about the order', async ({ db, tenant }) => {
    const [placed, delivered] = [await anOrder(tenant), await aDeliveredOrder(tenant)]
    const { branchId, customerId } = tenant
    for (const { id: orderId } of [placed, delivered]) {
      const work = () =>
        db.as(customer(tenant.tenantId, newId()), (tx) =>
          tx.insert(reviews).values({ orderId, customerId, branchId, stars: 1 }),
        )
      await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN', { table: 'reviews' })
    }
  })

  test('lets the caller say neither its state nor its moments', async ({ db, tenant }) => {
    const { tenantId, branchId, customerId } = tenant
    const { id: orderId } = await aDeliveredOrder(tenant)
    const row = { orderId, customerId, branchId, stars: 5 }
    const hide = () => asCustomer(tenant, (tx) => tx.insert(reviews).values({ ...row, state: 'hidden' }))
    await expectRefusal(db, tenantId, hide, 'INVALID', { constraint: 'reviews_hidden_by_moderation' })
    const long = new Date('2020-01-01')
    const times = { createdAt: long, deliveredAt: new Date('2099-01-01'), editedAt: long }
    const [written] = await asCustomer(tenant, (tx) =>
      tx
        .insert(reviews)
        .values({ ...row, ...times })
        .returning(),
    )
    expect(written?.createdAt.getTime()).toBeGreaterThan(Date.now() - 60_000)
    expect(written?.deliveredAt.getTime()).toBeLessThanOrEqual(written?.createdAt.getTime() ?? 0)
    expect(written?.editedAt).toBeNull()
    await asOwner(db, tenant.service, `delete from reviews where id = '${written?.id}'`)
  })

  test.for<[what: string, field: string, changes: Partial<Record<keyof ReviewOrder, unknown>>]>([
    ['an order that is no UUID', 'orderId', { orderId: 'x', stars: 5 }],
    ['no opinion', 'stars', {}],
    ['a comment without stars', 'stars', { comment: 'x' }],
    ['no star', 'stars', { stars: 0 }],
    ['six stars', 'stars', { stars: 6 }],
    ['four and a half', 'stars', { stars: 4.5 }],
    ['a comment of 2,001 characters', 'comment', { stars: 5, comment: 'x'.repeat(2001) }],
    ['a comment with NUL', 'comment', { stars: 5, comment: 'a\0b' }],
    ['a courier without stars', 'courier.stars', { courier: {} }],
    ['an empty list of dishes', 'dishes', { dishes: [] }],
    ['a dish of line 0', 'dishes[0].lineNo', { dishes: [{ lineNo: 0, stars: 5 }] }],
    ['a dish of six stars', 'dishes[0].stars', { dishes: [{ lineNo: 1, stars: 6 }] }],
  ])('refuses %s, naming %s', async ([, field, changes], { tenant }) => {
    // What a request may hold, past the types.
    const input = { orderId: newId(), ...changes } as ReviewOrder
    const work = asCustomer(tenant, (tx) => reviewOrder(tx, input))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })
})
