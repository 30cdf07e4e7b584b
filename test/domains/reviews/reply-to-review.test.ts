import { describe, expect } from 'vitest'
import { hideReview, listReviews, newId, replyToReview, reviewReplies } from '../../../src/index.ts'
import { asCustomer, asService, asStaff, newTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwner } from '../as-owner.ts'
import { expectRefusal } from '../refusals.ts'
import { aReview, older } from './deliveries.ts'

describe('replyToReview', () => {
  test('answers a review, for everybody who sees it', async ({ tenant }) => {
    const { id: reviewId } = await aReview(tenant)
    const body = '¡Gracias! La esperamos.'
    const reply = await asStaff(tenant, (tx) => replyToReview(tx, { reviewId, body }))
    expect(reply).toEqual({
      tenantId: tenant.tenantId,
      reviewId,
      body,
      actorKind: 'staff',
      actorId: tenant.ownerMembershipId,
      createdAt: expect.any(Date),
      editedAt: null,
    })
    const [row] = await asCustomer(tenant, (tx) => listReviews(tx, { branchId: tenant.branchId }))
    expect(row?.reply).toEqual({ body, createdAt: reply.createdAt, editedAt: null })
  })

  test('takes the place of the first reply for a week, and says so and by whom', async ({ db, tenant }) => {
    const { id: reviewId, orderId } = await aReview(tenant)
    const first = await asStaff(tenant, (tx) => replyToReview(tx, { reviewId, body: 'Grasias' }))
    await older(db, orderId, '167 hours 59 minutes')
    const second = await asService(tenant, (tx) => replyToReview(tx, { reviewId, body: 'Gracias' }))
    expect(second).toMatchObject({ body: 'Gracias', actorKind: 'service', editedAt: expect.any(Date) })
    expect(second.createdAt.getTime()).toBeLessThan(first.createdAt.getTime())
    await older(db, orderId, '1 minute')
    const work = () => asStaff(tenant, (tx) => replyToReview(tx, { reviewId, body: 'Gracias…' }))
    const details = { constraint: 'review_replies_in_time', table: 'review_replies' }
    await expectRefusal(db, tenant.tenantId, work, 'REVIEW_TOO_LATE', details)
    // The same words again are no change.
    expect(await asStaff(tenant, (tx) => replyToReview(tx, { reviewId, body: 'Gracias' }))).toMatchObject({
      editedAt: new Date((second.editedAt?.getTime() ?? 0) - 60_000),
    })
  })

  test('is hidden with the review', async ({ db, tenant }) => {
    const { id: reviewId } = await aReview(tenant)
    await asStaff(tenant, (tx) => replyToReview(tx, { reviewId, body: 'x' }))
    const stranger = { kind: 'customer', tenantId: tenant.tenantId, customerId: newId() } as const
    const seen = () =>
      Promise.all(
        [stranger, tenant.courier, tenant.customer, tenant.staff].map(async (actor) =>
          db.as(actor, (tx) => tx.$count(reviewReplies)),
        ),
      )
    expect(await seen()).toEqual([1, 1, 1, 1])
    await asStaff(tenant, (tx) => hideReview(tx, { reviewId, reason: 'x' }))
    expect(await seen()).toEqual([0, 0, 1, 1])
  })

  test('is for staff and the service, of reviews of their own tenant', async ({ db, tenant }) => {
    const { id: reviewId } = await aReview(tenant)
    for (const actor of [tenant.customer, tenant.courier]) {
      const work = () => db.as(actor, (tx) => replyToReview(tx, { reviewId, body: 'x' }))
      await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
    }
    const other = await newTenant(db)
    const work = () => asStaff(other, (tx) => replyToReview(tx, { reviewId, body: 'x' }))
    const details = { constraint: 'review_replies_review_fk' }
    await expectRefusal(db, tenant.tenantId, work, 'REFERENCED', details)
  })

  test('cannot be signed by another, dated, moved or taken back by hand', async ({ db, tenant }) => {
    const [{ id: reviewId }, other] = [await aReview(tenant), await aReview(tenant)]
    const forged = { reviewId, body: 'x' }
    for (const wrong of [{ actorId: newId() }, { createdAt: new Date('2099-01-01') }, { editedAt: new Date() }]) {
      const work = () => asStaff(tenant, (tx) => tx.insert(reviewReplies).values({ ...forged, ...wrong }))
      await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
    }
    await asStaff(tenant, (tx) => replyToReview(tx, forged))
    for (const set of [{ editedAt: null }, { reviewId: other.id }, { createdAt: new Date() }]) {
      const work = () => asStaff(tenant, (tx) => tx.update(reviewReplies).set(set))
      await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
    }
    const remove = () => asStaff(tenant, (tx) => tx.delete(reviewReplies))
    await expectRefusal(db, tenant.tenantId, remove, 'FORBIDDEN')
    for (const set of [`review_id = '${other.id}'`, `created_at = now() + interval '1 day'`]) {
      const work = () => asOwner(db, tenant.service, `update review_replies set ${set}`)
      await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN', { table: 'review_replies' })
    }
  })

  test.for<[field: string, input: { reviewId?: string; body?: string }]>([
    ['reviewId', { reviewId: 'x' }],
    ['body', { body: ' ' }],
    ['body', { body: 'x'.repeat(2001) }],
  ])('refuses a wrong %s', async ([field, input], { tenant }) => {
    const work = asStaff(tenant, (tx) => replyToReview(tx, { reviewId: newId(), body: 'x', ...input }))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })
})
