import { describe, expect } from 'vitest'
import {
  customer,
  listReviews,
  type ListReviews,
  myReviews,
  newId,
  replyToReview,
  reviewCursor,
  reviewOrder,
} from '../../../src/index.ts'
import { asCourier, asCustomer, asService, asStaff, newTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { aBroughtOrder, aReview } from './deliveries.ts'

describe('listReviews', () => {
  test('gives the reviews of a branch, newest first, with replies and without names, to every kind of actor', async ({
    tenant,
  }) => {
    const { branchId } = tenant
    const written = []
    for (const stars of [5, 3]) written.push(await aReview(tenant, { stars, comment: `${stars} estrellas` }))
    const [first, last] = written
    const reviewId = first?.id ?? ''
    const { createdAt } = await asStaff(tenant, (tx) => replyToReview(tx, { reviewId, body: 'Gracias' }))
    const row = { editedAt: null, reply: null }
    const expected = [
      { ...row, id: last?.id, stars: 3, comment: '3 estrellas', createdAt: last?.createdAt },
      {
        ...row,
        id: first?.id,
        stars: 5,
        comment: '5 estrellas',
        createdAt: first?.createdAt,
        reply: { body: 'Gracias', createdAt, editedAt: null },
      },
    ]
    for (const as of [asCustomer, asStaff, asCourier, asService]) {
      expect(await as(tenant, (tx) => listReviews(tx, { branchId }))).toEqual(expected)
    }
    expect(await asCustomer(tenant, (tx) => listReviews(tx, { branchId: newId() }))).toEqual([])
  })

  test('keeps branch, dish and courier apart, and those of a courier from other customers', async ({ db, tenant }) => {
    const { branchId, items, courier } = tenant
    if (courier.kind !== 'courier') throw new Error('the courier of a tenant is one')
    const orderId = await aBroughtOrder(tenant)
    const dishes = [{ lineNo: 1, stars: 4 }]
    await asCustomer(tenant, (tx) => reviewOrder(tx, { orderId, stars: 5, courier: { stars: 3 }, dishes }))
    const targets: ListReviews[] = [
      { branchId },
      { courierId: courier.membershipId },
      { menuItemId: items['TACO'] ?? '' },
      { menuItemId: items['AGUA'] ?? '' },
    ]
    const starsSeenBy = async (actor: Parameters<typeof db.as>[0]) =>
      Promise.all(
        targets.map(async (target) => (await db.as(actor, (tx) => listReviews(tx, target))).map(({ stars }) => stars)),
      )
    const everything = [[5], [3], [4], []]
    expect(await starsSeenBy(tenant.staff)).toEqual(everything)
    expect(await starsSeenBy(courier)).toEqual(everything)
    expect(await starsSeenBy(tenant.customer)).toEqual(everything)
    const forStrangers = [[5], [], [4], []]
    expect(await starsSeenBy(customer(tenant.tenantId, newId()))).toEqual(forStrangers)
    expect(await starsSeenBy({ ...courier, membershipId: newId() })).toEqual(forStrangers)
  })

  test('gives those of so many stars only', async ({ tenant }) => {
    const { branchId } = tenant
    const ids = []
    for (const stars of [1, 5, 1]) ids.push((await aReview(tenant, { stars })).id)
    const found = await asCustomer(tenant, (tx) => listReviews(tx, { branchId, stars: 1 }))
    expect(found.map(({ id }) => id)).toEqual([ids[2], ids[0]])
  })

  test('walks every review exactly once, page by page', async ({ tenant }) => {
    const { branchId } = tenant
    const ids: string[] = []
    for (const stars of [1, 2, 3, 4, 5]) ids.unshift((await aReview(tenant, { stars })).id)
    for (const read of [(tx: Tx, page: Page) => listReviews(tx, { branchId, ...page }), myReviews]) {
      const walked = await asCustomer(tenant, async (tx) => {
        const pages: string[][] = []
        let after: string | undefined
        do {
          const page = await read(tx, { limit: 2, ...(after === undefined ? {} : { after }) })
          pages.push(page.map(({ id }) => id))
          const last = page.at(-1)
          after = page.length === 2 && last ? reviewCursor(tx, last) : undefined
        } while (after !== undefined)
        return pages
      })
      expect(walked).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)])
    }
  })

  test("shows nothing of another tenant's branch", async ({ db, tenant }) => {
    const other = await newTenant(db)
    await aReview(other)
    expect(await asCustomer(tenant, (tx) => listReviews(tx, { branchId: other.branchId }))).toEqual([])
  })

  const columns =
    'select "reviews"."id", "reviews"."stars", "reviews"."comment", "reviews"."created_at", "reviews"."edited_at", ' +
    '"review_replies"."body", "review_replies"."created_at", "review_replies"."edited_at" from "reviews" '
  const join =
    'left join "review_replies" on ("review_replies"."tenant_id" = $1 and "review_replies"."tenant_id" = "reviews"."tenant_id" ' +
    'and "review_replies"."review_id" = "reviews"."id") '

  test('is one statement by tenant, target and key', async ({ tenant }) => {
    const { tenantId, branchId } = tenant
    const key = newId()
    const built = await asCustomer(tenant, (tx) =>
      listReviews(tx, { branchId, stars: 4, limit: 7, after: reviewCursor(tx, { id: key }) }).toSQL(),
    )
    expect(built).toEqual({
      sql:
        columns +
        join +
        'where ("reviews"."tenant_id" = $2 and ("reviews"."branch_id" = $3 and "reviews"."courier_id" is null and "reviews"."menu_item_id" is null) ' +
        'and "reviews"."state" = $4 and "reviews"."stars" = $5 and "reviews"."id" < $6) order by "reviews"."id" desc limit $7',
      params: [tenantId, tenantId, branchId, 'visible', 4, key, 7],
    })
  })

  test.for<[column: string, target: (id: string) => ListReviews]>([
    ['courier_id', (courierId) => ({ courierId })],
    ['menu_item_id', (menuItemId) => ({ menuItemId })],
  ])('is by %s for such a target', async ([column, target], { tenant }) => {
    const { tenantId } = tenant
    const id = newId()
    expect(await asCustomer(tenant, (tx) => listReviews(tx, { ...target(id), state: 'hidden' }).toSQL())).toEqual({
      sql:
        columns +
        join +
        `where ("reviews"."tenant_id" = $2 and "reviews"."${column}" = $3 and "reviews"."state" = $4) order by "reviews"."id" desc limit $5`,
      params: [tenantId, tenantId, id, 'hidden', 20],
    })
  })

  test.for<[field: string, input: Readonly<Record<string, unknown>>]>([
    ['branchId', { branchId: 'x' }],
    ['branchId', { branchId: undefined }],
    ['branchId', { courierId: newId() }],
    ['courierId', { branchId: undefined, courierId: 'x' }],
    ['menuItemId', { branchId: undefined, menuItemId: 'x' }],
    ['stars', { stars: 6 }],
    ['state', { state: 'gone' }],
    ['limit', { limit: 0 }],
    ['limit', { limit: 101 }],
    ['limit', { limit: 1.5 }],
  ])('refuses a wrong %s', async ([field, input], { tenant }) => {
    // What a request may hold, past the types.
    const given = { branchId: tenant.branchId, ...input } as ListReviews
    const work = asCustomer(tenant, (tx) => listReviews(tx, given))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field } })
  })

  test('refuses a cursor of its own making that was altered', async ({ tenant }) => {
    const { branchId } = tenant
    for (const read of [(tx: Tx, page: Page) => listReviews(tx, { branchId, ...page }), myReviews]) {
      const work = asCustomer(tenant, (tx) => read(tx, { after: 'x'.repeat(43) }))
      await expect(work).rejects.toMatchObject({ code: 'CURSOR_INVALID', details: { list: 'reviews' } })
    }
  })
})

type Tx = Parameters<typeof myReviews>[0]
type Page = NonNullable<Parameters<typeof myReviews>[1]>

describe('myReviews', () => {
  test("gives a customer's own, with order and target, and nobody else's", async ({ db, tenant }) => {
    const { branchId, items, tenantId } = tenant
    const review = await aReview(tenant, { comment: 'Rico', dishes: [{ lineNo: 1, stars: 2 }] })
    const { orderId, createdAt } = review
    const row = { orderId, branchId, courierId: null, state: 'visible', createdAt, editedAt: null, reply: null }
    expect(await asCustomer(tenant, (tx) => myReviews(tx))).toEqual([
      { ...row, id: expect.any(String), menuItemId: items['TACO'], stars: 2, comment: '' },
      { ...row, id: review.id, menuItemId: null, stars: 5, comment: 'Rico' },
    ])
    expect(await db.as(customer(tenantId, newId()), (tx) => myReviews(tx))).toEqual([])
  })

  test('is one statement by tenant, customer and key', async ({ tenant }) => {
    const { tenantId, customerId } = tenant
    const { sql, params } = await asCustomer(tenant, (tx) => myReviews(tx, { limit: 3 }).toSQL())
    expect(sql).toMatch(
      /where \("reviews"."tenant_id" = \$2 and "reviews"."customer_id" = \$3\) order by "reviews"."id" desc limit \$4$/,
    )
    expect(params).toEqual([tenantId, tenantId, customerId, 3])
  })

  test('is for customers', async ({ tenant }) => {
    for (const as of [asStaff, asCourier, asService]) {
      await expect(as(tenant, (tx) => myReviews(tx))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
  })

  test('refuses a wrong limit', async ({ tenant }) => {
    const work = asCustomer(tenant, (tx) => myReviews(tx, { limit: 0 }))
    await expect(work).rejects.toMatchObject({ code: 'INVALID', details: { field: 'limit' } })
  })
})
