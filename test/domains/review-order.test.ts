import { describe, expect } from 'vitest'
import { customer, listReviews, cancelOrder, deliverOrder, newId, reviewCursor, reviewOrder, reviews } from '../../src/index.ts'
import {
  aDeliveredOrder,
  anOrder,
  asCourier,
  asCustomer,
  asService,
  asStaff,
  newTenant,
  type TestTenant,
} from '../../src/testing.ts'
import { test } from '../database.ts'
import { stepTo } from './order-steps.ts'
import { expectRefusal } from './refusals.ts'

const review = (tenant: TestTenant, orderId: string, stars = 5, comment?: string) =>
  asCustomer(tenant, (tx) => reviewOrder(tx, { orderId, stars, ...(comment === undefined ? {} : { comment }) }))

describe('reviewOrder', () => {
  test('stores what the customer thinks of a delivered order', async ({ tenant }) => {
    const { id: orderId } = await aDeliveredOrder(tenant)
    const comment = '¡Riquísimo! 🌮 Volveré.'
    const written = await review(tenant, orderId, 4, comment)
    expect(written).toEqual({
      tenantId: tenant.tenantId,
      id: expect.any(String),
      orderId,
      customerId: tenant.customerId,
      branchId: tenant.branchId,
      stars: 4,
      comment,
      createdAt: expect.any(Date),
    })
    expect(await asStaff(tenant, (tx) => tx.select().from(reviews))).toEqual([written])
  })

  test('needs no comment', async ({ tenant }) => {
    const { id } = await aDeliveredOrder(tenant)
    expect(await review(tenant, id, 1)).toMatchObject({ stars: 1, comment: '' })
  })

  test('refuses an order before it is delivered, at every step on the way', async ({ db, tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    const refused = () =>
      expectRefusal(db, tenant.tenantId, () => review(tenant, orderId), 'ORDER_NOT_DELIVERED', {
        constraint: 'reviews_order_delivered_fk',
      })
    await refused()
    for (const to of ['accepted', 'preparing', 'ready', 'on_the_way'] as const) {
      await asStaff(tenant, (tx) => stepTo[to](tx, { orderId }))
      await refused()
    }
    await asStaff(tenant, (tx) => deliverOrder(tx, { orderId }))
    expect(await review(tenant, orderId)).toMatchObject({ orderId })
  })

  test('refuses an order that was cancelled', async ({ db, tenant }) => {
    const { id: orderId } = await anOrder(tenant)
    await asCustomer(tenant, (tx) => cancelOrder(tx, { orderId }))
    await expectRefusal(db, tenant.tenantId, () => review(tenant, orderId), 'ORDER_NOT_DELIVERED')
  })

  test('takes one review an order, also of the same words', async ({ db, tenant }) => {
    const { id } = await aDeliveredOrder(tenant)
    await review(tenant, id)
    await expectRefusal(db, tenant.tenantId, () => review(tenant, id), 'ALREADY_REVIEWED', {
      constraint: 'reviews_order_key',
    })
  })

  test('is for the customer who ordered: staff, couriers and the service do not review', async ({ db, tenant }) => {
    const { id: orderId } = await aDeliveredOrder(tenant)
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
      () => review(other, orderId, 1),
      () => review(tenant, newId(), 1),
    ]) {
      await expectRefusal(db, tenant.tenantId, work, 'NOT_FOUND', { table: 'orders' })
    }
  })

  test.for<[what: string, field: string, input: { orderId: string; stars: number; comment?: string }]>([
    ['an order that is no UUID', 'orderId', { orderId: 'x', stars: 5 }],
    ['no star', 'stars', { orderId: newId(), stars: 0 }],
    ['six stars', 'stars', { orderId: newId(), stars: 6 }],
    ['four and a half', 'stars', { orderId: newId(), stars: 4.5 }],
    ['a comment of 2,001 characters', 'comment', { orderId: newId(), stars: 5, comment: 'x'.repeat(2001) }],
    ['a comment with NUL', 'comment', { orderId: newId(), stars: 5, comment: 'a\0b' }],
  ])('refuses %s, naming %s', async ([, field, input], { tenant }) => {
    const work = asCustomer(tenant, (tx) => reviewOrder(tx, input))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })
})

describe('listReviews', () => {
  test('gives the reviews of a branch, newest first, without names, to every kind of actor', async ({ tenant }) => {
    const { branchId } = tenant
    const written = []
    for (const stars of [5, 3])
      written.push(await review(tenant, (await aDeliveredOrder(tenant)).id, stars, `${stars} estrellas`))
    const expected = written.reverse().map(({ id, stars, comment, createdAt }) => ({ id, stars, comment, createdAt }))
    for (const as of [asCustomer, asStaff, asCourier, asService]) {
      expect(await as(tenant, (tx) => listReviews(tx, { branchId }))).toEqual(expected)
    }
    expect(await asCustomer(tenant, (tx) => listReviews(tx, { branchId: newId() }))).toEqual([])
  })

  test('walks every review exactly once, page by page', async ({ tenant }) => {
    const { branchId } = tenant
    const ids: string[] = []
    for (const stars of [1, 2, 3, 4, 5])
      ids.unshift((await review(tenant, (await aDeliveredOrder(tenant)).id, stars)).id)
    const walked = await asCustomer(tenant, async (tx) => {
      const pages: string[][] = []
      let after: string | undefined
      do {
        const page = await listReviews(tx, { branchId, limit: 2, ...(after === undefined ? {} : { after }) })
        pages.push(page.map(({ id }) => id))
        const last = page.at(-1)
        after = page.length === 2 && last ? reviewCursor(tx, last) : undefined
      } while (after !== undefined)
      return pages
    })
    expect(walked).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)])
  })

  test("shows nothing of another tenant's branch", async ({ db, tenant }) => {
    const other = await newTenant(db)
    await review(other, (await aDeliveredOrder(other)).id)
    expect(await asCustomer(tenant, (tx) => listReviews(tx, { branchId: other.branchId }))).toEqual([])
  })

  test('is one statement by tenant, branch and key', async ({ tenant }) => {
    const { tenantId, branchId } = tenant
    const key = newId()
    const built = await asCustomer(tenant, (tx) =>
      listReviews(tx, { branchId, limit: 7, after: reviewCursor(tx, { id: key }) }).toSQL(),
    )
    expect(built).toEqual({
      sql:
        'select "id", "stars", "comment", "created_at" from "reviews" ' +
        'where ("reviews"."tenant_id" = $1 and "reviews"."branch_id" = $2 and "reviews"."id" < $3) ' +
        'order by "reviews"."id" desc limit $4',
      params: [tenantId, branchId, key, 7],
    })
  })

  test.for<[field: string, input: { branchId?: string; limit?: number }]>([
    ['branchId', { branchId: 'x' }],
    ['limit', { limit: 0 }],
    ['limit', { limit: 101 }],
    ['limit', { limit: 1.5 }],
  ])('refuses a wrong %s', async ([field, input], { tenant }) => {
    const work = asCustomer(tenant, (tx) => listReviews(tx, { branchId: tenant.branchId, ...input }))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })
})
