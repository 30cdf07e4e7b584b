import { expect, inject, test as base } from 'vitest'
import {
  hideReview,
  isDbError,
  ratingsOf,
  reviewModerations,
  reviewOrder,
  type ReviewOrder,
  verifyRatings,
} from '../../../src/index.ts'
import { aDeliveredOrder, newTenant, openTestDb, type TestDb, type TestTenant } from '../../../src/testing.ts'
import { asSuperuser } from '../as-owner.ts'
import { second } from '../interleave.ts'
import { describeOnServer } from '../only-on-server.ts'
import { aReview } from './deliveries.ts'

const CONNECTIONS = 16
const ORDERS = 96

const test = base.extend<{ db: TestDb; tenant: TestTenant }>({
  db: [
    // Vitest reads which fixtures a fixture needs from this very pattern.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const db = await openTestDb({ serverUrl: inject('serverUrl'), connections: CONNECTIONS })
      await use(db)
      await db.close()
    },
    { scope: 'file' },
  ],
  tenant: async ({ db }, use) => {
    await use(await newTenant(db))
  },
})

/** The same from run to run, and not the same for each: 1 to 5 of the nth. */
const starsOf = (n: number) => ((n * 7 + (n % 11)) % 5) + 1

async function delivered(tenant: TestTenant, lines?: readonly string[]): Promise<string[]> {
  const orders = Array.from({ length: ORDERS }, () =>
    aDeliveredOrder(
      tenant,
      lines ? { lines: lines.map((sku) => ({ menuItemId: tenant.items[sku] ?? '', quantity: 1 })) } : {},
    ),
  )
  return (await Promise.all(orders)).map(({ id }) => id)
}

/** Everybody reviews at once, over 16 connections; how each ended, and what the totals then say and should say. */
async function storm(
  tenant: TestTenant,
  ids: readonly string[],
  more: (n: number) => Partial<ReviewOrder> = () => ({}),
) {
  const { db, branchId } = tenant
  const outcomes = await Promise.all(
    ids.map((orderId, n) =>
      db
        .as(tenant.customer, (tx) => reviewOrder(tx, { orderId, stars: starsOf(n), ...more(n) }))
        .then(
          () => 'done',
          (error: unknown) => (isDbError(error) ? error.code : String(error)),
        ),
    ),
  )
  return {
    outcomes: [...new Set(outcomes)],
    branch: await db.as(tenant.staff, (tx) => ratingsOf(tx, { branchId })),
    differences: await db.as(tenant.service, (tx) => verifyRatings(tx)),
  }
}

describeOnServer(`${ORDERS} orders reviewed at once over ${CONNECTIONS} connections`, () => {
  test('leave totals that are exact, and nobody fails', async ({ tenant }) => {
    const ids = await delivered(tenant)
    const { outcomes, branch, differences } = await storm(tenant, ids)
    const stars = ids.map((_, n) => starsOf(n))
    expect(outcomes).toEqual(['done'])
    expect(differences).toEqual([])
    expect(branch).toMatchObject({ count: ORDERS, sum: stars.reduce((a, b) => a + b) })
    expect(branch.histogram).toEqual([1, 2, 3, 4, 5].map((n) => stars.filter((s) => s === n).length))
  })

  test('with dishes in every order: their totals are locked in one order, so nobody meets a deadlock', async ({
    tenant,
  }) => {
    const ids = await delivered(tenant, ['TACO', 'AGUA', 'FLAN'])
    const turned = (n: number) => [0, 1, 2].map((i) => ({ lineNo: ((i + n) % 3) + 1, stars: starsOf(n + i) }))
    const { outcomes, differences } = await storm(tenant, ids, (n) => ({
      dishes: n % 2 ? turned(n) : turned(n).toReversed(),
    }))
    expect(outcomes).toEqual(['done'])
    expect(differences).toEqual([])
  })

  test('while others are hidden and shown: exact all the same', async ({ tenant }) => {
    const ids = await delivered(tenant)
    const early = ids.splice(0, 24)
    const written = await Promise.all(
      early.map((orderId) => tenant.db.as(tenant.customer, (tx) => reviewOrder(tx, { orderId, stars: 1 }))),
    )
    const hiding = written.map(([review]) =>
      tenant.db.as(tenant.staff, (tx) => hideReview(tx, { reviewId: review?.id ?? '', reason: 'x' })),
    )
    const [{ outcomes, branch, differences }] = await Promise.all([storm(tenant, ids), ...hiding])
    expect(outcomes).toEqual(['done'])
    expect(branch.count).toBeGreaterThanOrEqual(ids.length)
    expect(differences.filter(({ target }) => target !== 'branch')).toEqual([])
    expect(await tenant.db.as(tenant.service, (tx) => verifyRatings(tx))).toEqual([])
  })
})

describeOnServer('the other reviewer of an order', () => {
  test('waits, and finds it reviewed', async ({ db, tenant }) => {
    const { id: orderId } = await aDeliveredOrder(tenant)
    const work = (tx: Parameters<typeof reviewOrder>[0]) => reviewOrder(tx, { orderId, stars: 5 })
    const race = await second(db, { actor: tenant.customer, work }, () => db.as(tenant.customer, work))
    await expect(race.second).rejects.toMatchObject({ code: 'ALREADY_REVIEWED' })
    expect(await db.as(tenant.service, (tx) => verifyRatings(tx))).toEqual([])
  })

  test('gets the turn, and is counted once, when the first thinks better of it', async ({ db, tenant }) => {
    const { id: orderId } = await aDeliveredOrder(tenant)
    const work = (tx: Parameters<typeof reviewOrder>[0]) => reviewOrder(tx, { orderId, stars: 5 })
    const race = await second(db, { actor: tenant.customer, work, end: 'rollback' }, () => db.as(tenant.customer, work))
    expect(await race.second).toHaveLength(1)
    const { branchId } = tenant
    expect(await db.as(tenant.staff, (tx) => ratingsOf(tx, { branchId }))).toMatchObject({ count: 1, sum: 5 })
  })
})

describeOnServer('the other moderator of a review', () => {
  test('is told that somebody decided first, and it is uncounted once', async ({ db, tenant }) => {
    const { id: orderId } = await aDeliveredOrder(tenant)
    const [review] = await db.as(tenant.customer, (tx) => reviewOrder(tx, { orderId, stars: 5 }))
    const work = (tx: Parameters<typeof hideReview>[0]) => hideReview(tx, { reviewId: review?.id ?? '', reason: 'x' })
    const race = await second(db, { actor: tenant.staff, work }, () => db.as(tenant.service, work))
    const details = { constraint: 'review_moderations_pkey' }
    await expect(race.second).rejects.toMatchObject({ code: 'STALE', details })
    expect(await db.as(tenant.staff, (tx) => tx.$count(reviewModerations))).toBe(1)
    expect(await db.as(tenant.service, (tx) => verifyRatings(tx))).toEqual([])
  })
})

const columns = ['count', 'sum', 'stars_1', 'stars_2', 'stars_3', 'stars_4', 'stars_5']
const counts = [1, 2, 3, 4, 5].map((n) => `count(*) filter (where r.stars = ${n})`)

/**
 * What others write in the place of `app.count_ratings`: for the total of a branch, one review a statement. The first
 * review makes the row and nothing else does: an upsert would wait for the other writer, and look again behind it.
 */
const naive = {
  'reads the total and writes it back': `
  select * into t from rating_totals x where x.tenant_id = a.tenant_id and x.branch_id = a.branch_id;
  update rating_totals set count = t.count + 1, sum = t.sum + a.stars,
    ${[1, 2, 3, 4, 5].map((n) => `stars_${n} = t.stars_${n} + (a.stars = ${n})::integer`).join(', ')}
  where tenant_id = a.tenant_id and branch_id = a.branch_id;`,
  'counts all reviews anew': `
  update rating_totals x set (${columns.join(', ')}) = (
    select count(*), sum(r.stars), ${counts.join(', ')} from reviews r where r.tenant_id = a.tenant_id and r.branch_id = a.branch_id
  ) where x.tenant_id = a.tenant_id and x.branch_id = a.branch_id;`,
} as const

const twin = (
  body: string,
) => `create or replace function app.count_ratings() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $twin$
declare
  a record;
  t rating_totals;
begin
  select * into a from added;
  if not exists (select from rating_totals x where x.tenant_id = a.tenant_id and x.branch_id = a.branch_id) then
    insert into rating_totals (tenant_id, branch_id) values (a.tenant_id, a.branch_id);
  end if;${body}
  return null;
end$twin$`

/** Of a branch that has one review, two more, the second written while the first is not committed: what the total says. */
async function counted(db: TestDb, tenant: TestTenant): Promise<number> {
  const { branchId } = tenant
  await aReview(tenant)
  const [one, other] = [await aDeliveredOrder(tenant), await aDeliveredOrder(tenant)]
  const write = (orderId: string) => (tx: Parameters<typeof reviewOrder>[0]) => reviewOrder(tx, { orderId, stars: 5 })
  const race = await second(db, { actor: tenant.customer, work: write(one.id) }, () =>
    db.as(tenant.customer, write(other.id)),
  )
  await race.second
  return (await db.as(tenant.staff, (tx) => ratingsOf(tx, { branchId }))).count
}

describeOnServer('of two reviews, the second written before the first is committed,', () => {
  test('both are counted', async ({ db, tenant }) => {
    expect(await counted(db, tenant)).toBe(3)
  })

  for (const [what, body] of Object.entries(naive)) {
    test(`one is lost by the naive form that ${what}, and many in a storm`, async ({ db, tenant }) => {
      const stormy = await newTenant(db)
      const ids = await delivered(stormy)
      const [was] = await asSuperuser<{ source: string }>(
        db,
        `select pg_get_functiondef('app.count_ratings'::regproc) as source`,
      )
      await asSuperuser(db, twin(body))
      try {
        expect(await counted(db, tenant)).toBe(2)
        await aReview(stormy)
        const { outcomes, branch, differences } = await storm(stormy, ids)
        expect(outcomes).toEqual(['done'])
        // A storm may be lucky, the interleaving above never is: the verifier must say what happened, either way.
        expect(differences).toHaveLength(branch.count < ORDERS + 1 ? 1 : 0)
        console.info(`the form that ${what} lost ${ORDERS + 1 - branch.count} of ${ORDERS} reviews in a storm`)
      } finally {
        await asSuperuser(db, was?.source ?? '')
      }
    })
  }
})
