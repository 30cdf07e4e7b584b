import { describe, expect } from 'vitest'
import {
  hideReview,
  listReviews,
  myReviews,
  newId,
  ratingsOf,
  reviewModerations,
  reviews,
  showReview,
  type TenantTx,
} from '../../../src/index.ts'
import { asCustomer, asService, asStaff, newTenant, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { expectRefusal } from '../refusals.ts'
import { aReview } from './deliveries.ts'

const hide = (reviewId: string) => (tx: TenantTx) => hideReview(tx, { reviewId, reason: 'Insulta' })
const show = (reviewId: string) => (tx: TenantTx) => showReview(tx, { reviewId, reason: 'Fue un error' })
const count = async ({ branchId, ...tenant }: TestTenant) =>
  (await asCustomer({ branchId, ...tenant }, (tx) => ratingsOf(tx, { branchId }))).count

describe('hideReview', () => {
  test('takes a review off the lists and out of the rating; its author still sees it', async ({ tenant }) => {
    const { branchId } = tenant
    const review = await aReview(tenant)
    const hidden = await asStaff(tenant, hide(review.id))
    expect(hidden).toEqual({ ...review, state: 'hidden', moderationSeq: 1 })
    expect(await asStaff(tenant, (tx) => listReviews(tx, { branchId }))).toEqual([])
    expect(await count(tenant)).toBe(0)
    expect(await asCustomer(tenant, (tx) => myReviews(tx))).toMatchObject([{ id: review.id, state: 'hidden' }])
    expect(await asStaff(tenant, (tx) => listReviews(tx, { branchId, state: 'hidden' }))).toMatchObject([
      { id: review.id },
    ])
  })

  test('shows other customers and couriers nothing of it, by hand neither', async ({ db, tenant }) => {
    const review = await aReview(tenant)
    await asStaff(tenant, hide(review.id))
    const stranger = { kind: 'customer', tenantId: tenant.tenantId, customerId: newId() } as const
    for (const actor of [stranger, tenant.courier]) {
      expect(await db.as(actor, (tx) => tx.select().from(reviews))).toEqual([])
    }
  })

  test('keeps every decision with its reason and who took it, for staff and the service', async ({ tenant }) => {
    const { id: reviewId } = await aReview(tenant)
    await asStaff(tenant, hide(reviewId))
    await asService(tenant, show(reviewId))
    const step = { tenantId: tenant.tenantId, reviewId, at: expect.any(Date) }
    const decisions = (tx: TenantTx) => tx.select().from(reviewModerations).orderBy(reviewModerations.seq)
    expect(await asStaff(tenant, decisions)).toEqual([
      {
        ...step,
        seq: 1,
        fromState: 'visible',
        toState: 'hidden',
        reason: 'Insulta',
        actorKind: 'staff',
        actorId: tenant.ownerMembershipId,
      },
      {
        ...step,
        seq: 2,
        fromState: 'hidden',
        toState: 'visible',
        reason: 'Fue un error',
        actorKind: 'service',
        actorId: '00000000-0000-0000-0000-000000000000',
      },
    ])
    expect(await asCustomer(tenant, decisions)).toEqual([])
  })

  test('does nothing where it is hidden already: the first reason stays', async ({ tenant }) => {
    const { id } = await aReview(tenant)
    const first = await asStaff(tenant, hide(id))
    expect(await asService(tenant, hide(id))).toEqual(first)
    expect(await asStaff(tenant, (tx) => tx.$count(reviewModerations))).toBe(1)
  })

  test('is for staff and the service', async ({ db, tenant }) => {
    const { id } = await aReview(tenant)
    for (const actor of [tenant.customer, tenant.courier]) {
      for (const work of [hide(id), show(id)]) {
        const refused = { table: 'review_moderations' }
        await expectRefusal(db, tenant.tenantId, () => db.as(actor, work), 'FORBIDDEN', refused)
      }
      const row = { reviewId: id, seq: 1, fromState: 'visible', toState: 'hidden', reason: 'x' } as const
      const byHand = () => db.as(actor, (tx) => tx.insert(reviewModerations).values(row))
      await expectRefusal(db, tenant.tenantId, byHand, 'FORBIDDEN')
    }
  })

  test("does not know another tenant's review", async ({ db, tenant }) => {
    const { id } = await aReview(await newTenant(db))
    for (const work of [hide(id), show(id)]) {
      await expect(asStaff(tenant, work)).rejects.toMatchObject({ code: 'NOT_FOUND', details: { table: 'reviews' } })
    }
  })

  test.for<[field: string, input: { reviewId?: string; reason?: string }]>([
    ['reviewId', { reviewId: 'x' }],
    ['reason', { reason: ' ' }],
    ['reason', { reason: 'x'.repeat(501) }],
  ])('refuses a wrong %s', async ([field, input], { tenant }) => {
    for (const verb of [hideReview, showReview]) {
      const work = asStaff(tenant, (tx) => verb(tx, { reviewId: newId(), reason: 'x', ...input }))
      await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
    }
  })
})

describe('showReview', () => {
  test('brings it back, onto the lists and into the rating', async ({ tenant }) => {
    const { id } = await aReview(tenant)
    await asStaff(tenant, hide(id))
    expect(await asStaff(tenant, show(id))).toMatchObject({ state: 'visible', moderationSeq: 2 })
    expect(await asCustomer(tenant, (tx) => listReviews(tx, { branchId: tenant.branchId }))).toMatchObject([{ id }])
    expect(await count(tenant)).toBe(1)
  })

  test('does nothing where it is visible', async ({ tenant }) => {
    const review = await aReview(tenant)
    expect(await asStaff(tenant, show(review.id))).toEqual(review)
  })
})
