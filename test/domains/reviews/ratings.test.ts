import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import {
  customer,
  editReview,
  hideReview,
  newId,
  type Ratings,
  ratingsOf,
  ratingTotals,
  reviewOrder,
  type ReviewTarget,
  reviews,
  showReview,
  verifyRatings,
} from '../../../src/index.ts'
import { aDeliveredOrder, asCourier, asCustomer, asService, asStaff, newTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwner, asSuperuser } from '../as-owner.ts'
import { builderOf } from '../builder-of.ts'
import { expectRefusal } from '../refusals.ts'
import { aBroughtOrder, aReview } from './deliveries.ts'

const nothing: Ratings = { count: 0, sum: 0, average: null, histogram: [0, 0, 0, 0, 0] }

describe('ratingsOf', () => {
  test('counts stars by target, with their average to two decimals, half up', async ({ db, tenant }) => {
    const { branchId, items, courier } = tenant
    if (courier.kind !== 'courier') throw new Error('the courier of a tenant is one')
    const orderId = await aBroughtOrder(tenant)
    const dishes = [
      { lineNo: 1, stars: 4 },
      { lineNo: 2, stars: 1 },
    ]
    await asCustomer(tenant, (tx) => reviewOrder(tx, { orderId, stars: 5, courier: { stars: 3 }, dishes }))
    for (const stars of [5, 5, 5, 5, 5, 5, 4]) await aReview(tenant, { stars })
    const of = (target: ReviewTarget, actor = tenant.staff) => db.as(actor, (tx) => ratingsOf(tx, target))
    // 39 / 8 = 4.875
    expect(await of({ branchId })).toEqual({ count: 8, sum: 39, average: '4.88', histogram: [0, 0, 0, 1, 7] })
    expect(await of({ menuItemId: items['TACO'] ?? '' })).toEqual({
      count: 1,
      sum: 4,
      average: '4.00',
      histogram: [0, 0, 0, 1, 0],
    })
    expect(await of({ menuItemId: items['AGUA'] ?? '' })).toMatchObject({ sum: 1, histogram: [1, 0, 0, 0, 0] })
    const brought = { count: 1, sum: 3, average: '3.00', histogram: [0, 0, 1, 0, 0] }
    expect(await of({ courierId: courier.membershipId })).toEqual(brought)
    expect(await of({ courierId: courier.membershipId }, courier)).toEqual(brought)
    expect(await asCustomer(tenant, (tx) => ratingsOf(tx, { branchId }))).toMatchObject({ count: 8 })
  })

  test('is empty of what was never reviewed, of a courier for customers, and of another tenant', async ({
    db,
    tenant,
  }) => {
    const { courier } = tenant
    if (courier.kind !== 'courier') throw new Error('the courier of a tenant is one')
    const orderId = await aBroughtOrder(tenant)
    await asCustomer(tenant, (tx) => reviewOrder(tx, { orderId, courier: { stars: 3 } }))
    const { branchId } = tenant
    expect(await asCustomer(tenant, (tx) => ratingsOf(tx, { branchId }))).toEqual(nothing)
    const guests = [tenant.customer, customer(tenant.tenantId, newId()), { ...courier, membershipId: newId() }]
    for (const guest of guests) {
      expect(await db.as(guest, (tx) => ratingsOf(tx, { courierId: courier.membershipId }))).toEqual(nothing)
    }
    const other = await newTenant(db)
    await aReview(other)
    expect(await asStaff(tenant, (tx) => ratingsOf(tx, { branchId: other.branchId }))).toEqual(nothing)
  })

  test('follows each change, and is what a new count would be', async ({ tenant }) => {
    const { branchId } = tenant
    const { id: reviewId } = await aReview(tenant, { stars: 2 })
    await aReview(tenant, { stars: 5 })
    const histograms: string[] = []
    const look = async () => {
      histograms.push((await asCustomer(tenant, (tx) => ratingsOf(tx, { branchId }))).histogram.join(''))
      expect(await asService(tenant, (tx) => verifyRatings(tx))).toEqual([])
    }
    await look()
    await asCustomer(tenant, (tx) => editReview(tx, { reviewId, stars: 3 }))
    await look()
    await asStaff(tenant, (tx) => hideReview(tx, { reviewId, reason: 'x' }))
    await look()
    await asCustomer(tenant, (tx) => editReview(tx, { reviewId, stars: 1 }))
    await look()
    await asStaff(tenant, (tx) => showReview(tx, { reviewId, reason: 'x' }))
    await look()
    expect(histograms).toEqual(['01001', '00101', '00001', '00001', '10001'])
  })

  test('is exact after every one of many random steps', async ({ tenant }) => {
    const { branchId } = tenant
    const model = new Map<string, { stars: number; hidden: boolean }>()
    for (const stars of [1, 3, 5]) model.set((await aReview(tenant, { stars })).id, { stars, hidden: false })
    const step = fc.record({
      which: fc.nat({ max: 2 }),
      stars: fc.integer({ min: 1, max: 5 }),
      what: fc.constantFrom('edit', 'hide', 'show'),
    })
    const take = async (reviewId: string, { what, stars }: { what: string; stars: number }) => {
      const decision = { reviewId, reason: 'x' }
      if (what === 'edit') await asCustomer(tenant, (tx) => editReview(tx, { reviewId, stars }))
      else await asStaff(tenant, (tx) => (what === 'hide' ? hideReview : showReview)(tx, decision))
      const was = model.get(reviewId) ?? { stars, hidden: false }
      model.set(reviewId, what === 'edit' ? { ...was, stars } : { ...was, hidden: what === 'hide' })
    }
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        for (const { which, ...rest } of steps) await take([...model.keys()][which] ?? '', rest)
        const counting = [...model.values()].filter(({ hidden }) => !hidden).map(({ stars }) => stars)
        const { histogram, sum } = await asCustomer(tenant, (tx) => ratingsOf(tx, { branchId }))
        expect(histogram).toEqual([1, 2, 3, 4, 5].map((n) => counting.filter((stars) => stars === n).length))
        expect(sum).toBe(counting.reduce((a, b) => a + b, 0))
        expect(await asService(tenant, (tx) => verifyRatings(tx))).toEqual([])
      }),
      { numRuns: 15 },
    )
  })

  test('follows what the owner changes or removes by hand', async ({ db, tenant }) => {
    const { branchId } = tenant
    const { id } = await aReview(tenant, { stars: 2 })
    await aReview(tenant, { stars: 4 })
    await asOwner(db, tenant.service, `update reviews set stars = 5 where id = '${id}'`)
    expect(await asStaff(tenant, (tx) => ratingsOf(tx, { branchId }))).toMatchObject({ sum: 9 })
    await asOwner(db, tenant.service, `delete from reviews where id = '${id}'`)
    expect(await asStaff(tenant, (tx) => ratingsOf(tx, { branchId }))).toMatchObject({ count: 1, average: '4.00' })
    expect(await asStaff(tenant, (tx) => verifyRatings(tx))).toEqual([])
  })

  test('is one row by its key', async ({ tenant }) => {
    const { tenantId } = tenant
    const id = newId()
    const targets = [
      ['branch', { branchId: id }],
      ['courier', { courierId: id }],
      ['dish', { menuItemId: id }],
    ] as const
    for (const [target, of] of targets) {
      const built = await asCustomer(tenant, (tx) => builderOf(tx, (seen) => ratingsOf(seen, of)).toSQL())
      expect(built).toEqual({
        sql:
          'select "count", "sum", "average", "stars_1", "stars_2", "stars_3", "stars_4", "stars_5" from "rating_totals" ' +
          'where ("rating_totals"."tenant_id" = $1 and "rating_totals"."target" = $2 and "rating_totals"."target_id" = $3)',
        params: [tenantId, target, id],
      })
    }
  })

  test('refuses two targets, and none', async ({ tenant }) => {
    for (const of of [{}, { branchId: newId(), menuItemId: newId() }, { branchId: 'x' }]) {
      // What a request may hold, past the types.
      const work = asCustomer(tenant, (tx) => ratingsOf(tx, of as ReviewTarget))
      await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field: 'branchId' } })
    }
  })
})

describe('a rating', () => {
  test('cannot be written by the application, whoever acts', async ({ db, tenant }) => {
    await aReview(tenant)
    for (const statement of [
      `update rating_totals set count = count + 1, sum = sum + 5, stars_5 = stars_5 + 1`,
      `insert into rating_totals (branch_id) values ('${tenant.branchId}')`,
      `delete from rating_totals`,
    ]) {
      for (const as of [asCustomer, asStaff, asCourier, asService]) {
        const work = () => as(tenant, (tx) => tx.execute(sql.raw(statement)))
        await expectRefusal(db, tenant.tenantId, work, 'FORBIDDEN')
      }
    }
  })

  test('has an average that nobody can write', async ({ db, tenant }) => {
    await aReview(tenant)
    for (const column of ['average', 'target', 'target_id']) {
      const work = asOwner(db, tenant.service, `update rating_totals set ${column} = null`)
      await expect(work).rejects.toMatchObject({ details: { sqlstate: '428C9' } })
    }
  })

  test('that is gone is noticed by the next change, not made up', async ({ db, tenant }) => {
    const { id: reviewId } = await aReview(tenant)
    await asOwner(db, tenant.service, 'delete from rating_totals')
    const work = () => asCustomer(tenant, (tx) => editReview(tx, { reviewId, stars: 1 }))
    await expectRefusal(db, tenant.tenantId, work, 'INTERNAL', { table: 'rating_totals' })
  })

  test('costs an order of many dishes one upsert: each total once', async ({ tenant }) => {
    const lines = ['TACO', 'AGUA', 'FLAN'].map((sku) => ({ menuItemId: tenant.items[sku] ?? '', quantity: 1 }))
    const { id: orderId } = await aDeliveredOrder(tenant, { lines })
    const dishes = [3, 1, 2].map((lineNo) => ({ lineNo, stars: lineNo }))
    await asCustomer(tenant, (tx) => reviewOrder(tx, { orderId, dishes }))
    const totals = await asCustomer(tenant, (tx) => tx.select({ sum: ratingTotals.sum }).from(ratingTotals))
    expect(totals.map(({ sum }) => sum).toSorted((a, b) => a - b)).toEqual([1, 2, 3])
  })
})

describe('verifyRatings', () => {
  test('finds a total that is wrong, one that is missing and one of nothing', async ({ db, tenant }) => {
    const { branchId, items, tenantId } = tenant
    const [taco, agua] = [items['TACO'] ?? '', items['AGUA'] ?? '']
    await aReview(tenant, { stars: 4, dishes: [{ lineNo: 1, stars: 2 }] })
    expect(await asStaff(tenant, (tx) => verifyRatings(tx))).toEqual([])
    await asOwner(
      db,
      tenant.service,
      `update rating_totals set stars_4 = 0, stars_5 = 1, sum = 5 where branch_id = '${branchId}'`,
      `delete from rating_totals where menu_item_id = '${taco}'`,
      `insert into rating_totals (menu_item_id, count, sum, stars_1) values ('${agua}', 1, 1, 1)`,
    )
    const differences = [
      { target: 'branch', targetId: branchId, stored: [0, 0, 0, 0, 1], counted: [0, 0, 0, 1, 0] },
      { target: 'dish', targetId: taco, stored: null, counted: [0, 1, 0, 0, 0] },
      { target: 'dish', targetId: agua, stored: [1, 0, 0, 0, 0], counted: [0, 0, 0, 0, 0] },
    ]
    const byId = (rows: readonly { readonly targetId: string }[]) =>
      rows.toSorted((a, b) => a.targetId.localeCompare(b.targetId))
    expect(byId(await asService(tenant, (tx) => verifyRatings(tx)))).toEqual(byId(differences))
    const forAdmins = await db.admin('ratings are verified', (tx) =>
      tx.execute(sql`select target from app.verify_ratings(${tenantId})`),
    )
    expect(forAdmins).toHaveLength(3)
  })

  test('is for who sees every review', async ({ tenant }) => {
    for (const as of [asCustomer, asCourier]) {
      await expect(as(tenant, (tx) => verifyRatings(tx))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
  })

  test('says nothing of another tenant, whose id is given', async ({ db, tenant }) => {
    const other = await newTenant(db)
    await aReview(other)
    await asOwner(db, other.service, 'delete from rating_totals')
    const rows = await asStaff(tenant, (tx) => tx.execute(sql`select from app.verify_ratings(${other.tenantId})`))
    expect(rows).toEqual([])
    expect(await asSuperuser(db, `select from reviews where tenant_id = '${other.tenantId}'`)).toHaveLength(1)
    expect(await asStaff(tenant, (tx) => tx.$count(reviews))).toBe(0)
  })
})
