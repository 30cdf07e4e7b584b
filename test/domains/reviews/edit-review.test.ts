import { describe, expect } from 'vitest'
import { customer, editReview, hideReview, newId, ratingsOf, reviews } from '../../../src/index.ts'
import { asCustomer, asStaff, newTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { expectRefusal } from '../refusals.ts'
import { aReview, older } from './deliveries.ts'

describe('editReview', () => {
  test('puts new stars and words in the place of the old ones, says so, and moves the total', async ({ tenant }) => {
    const review = await aReview(tenant, { stars: 2, comment: 'Frío' })
    const { branchId } = tenant
    const edited = await asCustomer(tenant, (tx) =>
      editReview(tx, { reviewId: review.id, stars: 4, comment: 'Lo arreglaron' }),
    )
    expect(edited).toEqual({ ...review, stars: 4, comment: 'Lo arreglaron', editedAt: expect.any(Date) })
    expect(await asCustomer(tenant, (tx) => ratingsOf(tx, { branchId }))).toEqual({
      count: 1,
      sum: 4,
      average: '4.00',
      histogram: [0, 0, 0, 1, 0],
    })
  })

  test('does not call it edited when nothing changed', async ({ tenant }) => {
    const review = await aReview(tenant, { stars: 2, comment: 'Frío' })
    const same = { reviewId: review.id, stars: 2, comment: 'Frío' }
    expect(await asCustomer(tenant, (tx) => editReview(tx, same))).toEqual(review)
  })

  test('of a hidden one counts nothing, and leaves it hidden', async ({ tenant }) => {
    const { id: reviewId } = await aReview(tenant, { stars: 1 })
    await asStaff(tenant, (tx) => hideReview(tx, { reviewId, reason: 'Insulta' }))
    expect(await asCustomer(tenant, (tx) => editReview(tx, { reviewId, stars: 5 }))).toMatchObject({ state: 'hidden' })
    const { count } = await asCustomer(tenant, (tx) => ratingsOf(tx, { branchId: tenant.branchId }))
    expect(count).toBe(0)
  })

  test('ends with the window', async ({ db, tenant }) => {
    const { id: reviewId, orderId } = await aReview(tenant)
    await older(db, orderId, '30 days')
    const work = () => asCustomer(tenant, (tx) => editReview(tx, { reviewId, stars: 1 }))
    await expectRefusal(db, tenant.tenantId, work, 'REVIEW_TOO_LATE', { constraint: 'reviews_in_time' })
  })

  test('is for the author: others find no such review', async ({ db, tenant }) => {
    const { id: reviewId } = await aReview(tenant)
    const other = await newTenant(db)
    const stranger = customer(tenant.tenantId, newId())
    for (const actor of [stranger, tenant.staff, tenant.courier, tenant.service, other.customer]) {
      const work = () => db.as(actor, (tx) => editReview(tx, { reviewId, stars: 1 }))
      await expectRefusal(db, tenant.tenantId, work, 'NOT_FOUND', { table: 'reviews' })
    }
  })

  test('is all that an author may change, by hand too', async ({ db, tenant }) => {
    const { id } = await aReview(tenant)
    for (const set of [
      { state: 'hidden' as const },
      { moderationSeq: 1 },
      { branchId: newId() },
      { deliveredAt: new Date() },
      { editedAt: null },
    ]) {
      const work = () => asCustomer(tenant, (tx) => tx.update(reviews).set(set))
      await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
    }
    const remove = () => asCustomer(tenant, (tx) => tx.delete(reviews))
    await expectRefusal(db, tenant.tenantId, remove, 'FORBIDDEN')
    expect(id).toEqual(expect.any(String))
  })

  test.for<[field: string, input: { reviewId?: string; stars?: number; comment?: string }]>([
    ['reviewId', { reviewId: 'x' }],
    ['stars', { stars: 0 }],
    ['comment', { comment: 'x'.repeat(2001) }],
  ])('refuses a wrong %s', async ([field, input], { tenant }) => {
    const work = asCustomer(tenant, (tx) => editReview(tx, { reviewId: newId(), stars: 1, ...input }))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })
})
