import { expect } from 'vitest'
import { coupons, customers, isDbError, newId, placeOrder, promotionCustomers, promotions } from '../../../src/index.ts'
import { money } from '../../../src/money.ts'
import { aCoupon, aPromotion, aQuote, asStaff, type PromotionChanges, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { describeOnServer } from '../only-on-server.ts'
import { anAdjustment, claimSql } from './claims.ts'
import { storm } from './storm.ts'

const ATTEMPTS = 64

/** A column of a counter, read, thought about, and written: what every shop writes first. */
const naive = (table: string, column: string, step: string, limit: string, where: string) => async (run: Run) => {
  const [row] = await run(
    `select ${column} + ${step} as next, ${column} + ${step} <= ${limit} as fits from ${table} where ${where}`,
  )
  await run('select pg_sleep(0.005)')
  if (row?.['fits'] !== true) throw new Error('refused')
  await run(`update ${table} set ${column} = ${String(row['next'])} where ${where}`)
}
type Run = Parameters<Parameters<typeof storm>[3]>[0]

function aSignal() {
  let give = () => {}
  const given = new Promise<void>((resolve) => (give = resolve))
  return { given, give: () => give() }
}

/** Until so many wait for a lock of another. */
async function untilWaiting(run: Run, count: number): Promise<void> {
  for (;;) {
    await run('select pg_stat_clear_snapshot()')
    const [row] = await run(
      `select count(distinct l.pid) >= ${count} as they from pg_locks l
       join pg_stat_activity a on a.pid = l.pid and a.datname = current_database() where not l.granted`,
    )
    if (row?.['they'] === true) return
    await run('select pg_sleep(0.005)')
  }
}

async function counted(tenant: TestTenant) {
  return asStaff(tenant, async (tx) => ({
    promotion: (await tx.select({ redeemed: promotions.redeemed, spent: promotions.spent }).from(promotions))[0],
    used: (await tx.select({ used: promotionCustomers.used }).from(promotionCustomers)).map(({ used }) => used),
    coupon: (await tx.select({ redeemed: coupons.redeemed }).from(coupons))[0]?.redeemed,
  }))
}

describeOnServer(`of ${ATTEMPTS} claims over 16 connections`, () => {
  test.for<[what: string, terms: PromotionChanges, rule: string, naively: (id: string) => (run: Run) => Promise<void>]>(
    [
      [
        'exactly as many as the limit in all',
        { maxRedemptions: 10 },
        'promotions_redeemed_within_max',
        (id) => naive('promotions', 'redeemed', '1', 'max_redemptions', `id = '${id}'`),
      ],
      [
        'exactly as many as the budget pays',
        { budget: '219.99' },
        'promotions_spent_within_budget',
        (id) => naive('promotions', 'spent', '20', 'budget', `id = '${id}'`),
      ],
      [
        'exactly as many as a customer may have',
        { perCustomerLimit: 10 },
        'promotion_customers_used_within_limit',
        (id) => naive('promotion_customers', 'used', '1', 'per_customer_limit', `promotion_id = '${id}'`),
      ],
    ],
  )('%s get through; read and written in turn, more do', async ([, terms, rule, naively], { db, tenant }) => {
    const { id: promotionId } = await aPromotion(tenant, terms)
    const ends = await storm(db, tenant.service, ATTEMPTS, (run) =>
      run(claimSql(tenant, anAdjustment({ promotionId }))),
    )
    expect(ends).toEqual({ done: 10, [rule]: ATTEMPTS - 10 })
    expect(await counted(tenant)).toMatchObject(
      terms.budget === undefined
        ? terms.perCustomerLimit === undefined
          ? { promotion: { redeemed: 10 } }
          : { used: [10] }
        : { promotion: { spent: money('200') } },
    )

    const back = [
      `update promotions set redeemed = 0, spent = 0 where id = '${promotionId}'`,
      `update promotion_customers set used = 0 where promotion_id = '${promotionId}'`,
    ]
    await storm(db, tenant.service, 1, async (run) => {
      for (const statement of back) await run(statement)
    })
    const naiveEnds = await storm(db, tenant.service, ATTEMPTS, naively(promotionId))
    expect(naiveEnds['done']).toBeGreaterThan(10)
  })

  test('of a code exactly as many as it has get through', async ({ db, tenant }) => {
    const { id: couponId, promotionId } = await aCoupon(tenant, { maxRedemptions: 10 })
    const ends = await storm(db, tenant.service, ATTEMPTS, (run) =>
      run(claimSql(tenant, anAdjustment({ promotionId, couponId }))),
    )
    expect(ends).toEqual({ done: 10, coupons_redeemed_within_max: ATTEMPTS - 10 })
    expect((await counted(tenant)).coupon).toBe(10)
    const naiveEnds = await storm(db, tenant.service, 1, (run) => run(`update coupons set redeemed = 0`)).then(() =>
      storm(db, tenant.service, ATTEMPTS, naive('coupons', 'redeemed', '1', 'max_redemptions', `id = '${couponId}'`)),
    )
    expect(naiveEnds['done']).toBeGreaterThan(10)
  })

  test('of two promotions, named in either order, none is lost to a deadlock', async ({ db, tenant }) => {
    const [a, b] = [
      await aPromotion(tenant, { maxRedemptions: 999 }),
      await aPromotion(tenant, { maxRedemptions: 999 }),
    ]
    const ends = await storm(db, tenant.service, ATTEMPTS, (run, n) => {
      const both = [anAdjustment({ promotionId: a.id }), anAdjustment({ promotionId: b.id })]
      return run(claimSql(tenant, ...(n % 2 === 0 ? both : both.toReversed())))
    })
    expect(ends).toEqual({ done: ATTEMPTS })
    const unsorted = await storm(db, tenant.service, 2, async (run, n) => {
      for (const { id } of n === 0 ? [a, b] : [b, a]) {
        await run(`update promotions set redeemed = redeemed + 1 where id = '${id}'`)
        await run('select pg_sleep(0.2)')
      }
    })
    expect(unsorted).toEqual({ done: 1, TRY_AGAIN: 1 })
  })

  test('of two promotions for a first order, claimed together and one alone, nobody waits in a circle', async ({
    db,
    tenant,
  }) => {
    const { tenantId, customerId } = tenant
    const twice = [{ firstOrderOnly: true }, { firstOrderOnly: true }]
    const made = await Promise.all(twice.map((terms) => aPromotion(tenant, terms)))
    const [a = '', b = ''] = made.map(({ id }) => id).toSorted()
    const claim = (...ids: readonly string[]) =>
      claimSql(tenant, ...ids.map((promotionId) => anAdjustment({ promotionId })))
    const lock = `select from customers where tenant_id = '${tenantId}' and id = '${customerId}' for no key update`
    const use = (
      id: string,
    ) => `insert into promotion_customers (tenant_id, promotion_id, customer_id, per_customer_limit, used)
      values ('${tenantId}', '${id}', '${customerId}', 1, 1)`

    // Somebody has the customer until both claims wait.
    const taken = aSignal()
    const ends = await storm(db, tenant.service, 3, async (run, n) => {
      if (n === 0) {
        await run(lock)
        taken.give()
        await untilWaiting(run, 2)
      } else {
        await taken.given
        await run(n === 1 ? claim(a, b) : claim(b))
      }
    })
    expect(ends).toEqual({ done: 2, promotion_customers_used_within_limit: 1 })

    await storm(db, tenant.service, 1, (run) => run('delete from promotion_customers'))
    const locked = aSignal()
    const lockedBehind = await storm(db, tenant.service, 2, async (run, n) => {
      if (n === 0) {
        for (const statement of [use(a), lock]) await run(statement)
        locked.give()
        await untilWaiting(run, 1)
        await run(use(b))
      } else {
        await locked.given
        for (const statement of [use(b), lock]) await run(statement)
      }
    })
    expect(lockedBehind).toEqual({ done: 1, TRY_AGAIN: 1 })
  })

  test('a hundred customers have one each, and wait for nobody', async ({ db, tenant }) => {
    const { id: promotionId } = await aPromotion(tenant, { perCustomerLimit: 1 })
    const people = Array.from({ length: 100 }, () => newId())
    await asStaff(tenant, (tx) => tx.insert(customers).values(people.map((id) => ({ id, displayName: 'Clienta' }))))
    const ends = await storm(db, tenant.service, 200, (run, n) => {
      const customerId = people[n % 100] ?? ''
      return run(claimSql({ ...tenant, customerId }, anAdjustment({ promotionId })))
    })
    expect(ends).toEqual({ done: 100, promotion_customers_used_within_limit: 100 })
  })
})

describeOnServer('of 16 orders placed at once', () => {
  test('with one code that can be redeemed 5 times, 5 are placed', async ({ db, tenant }) => {
    await aCoupon(tenant, { maxRedemptions: 5 })
    const quotes = []
    for (let i = 0; i < 16; i += 1) quotes.push(await aQuote(tenant, { couponCodes: ['VEINTE'] }))
    const ends = await Promise.all(
      quotes.map(({ id: quoteId }) =>
        db
          .as(tenant.customer, (tx) => placeOrder(tx, { quoteId, idempotencyKey: newId() }))
          .then(
            () => 'done',
            (error: unknown) => (isDbError(error) ? error.code : String(error)),
          ),
      ),
    )
    expect(ends.toSorted()).toEqual([
      ...Array.from({ length: 11 }, () => 'COUPON_EXHAUSTED'),
      ...Array.from({ length: 5 }, () => 'done'),
    ])
    expect((await counted(tenant)).coupon).toBe(5)
  })

  test('by a new customer, one is the first order', async ({ db, tenant }) => {
    await aPromotion(tenant, { firstOrderOnly: true })
    const quotes = []
    for (let i = 0; i < 16; i += 1) quotes.push(await aQuote(tenant))
    const ends = await Promise.all(
      quotes.map(({ id: quoteId }) =>
        db
          .as(tenant.customer, (tx) => placeOrder(tx, { quoteId, idempotencyKey: newId() }))
          .then(
            () => 'done',
            (error: unknown) => (isDbError(error) ? error.code : String(error)),
          ),
      ),
    )
    expect(ends.filter((end) => end !== 'COUPON_USED_UP')).toEqual(['done'])
  })
})
