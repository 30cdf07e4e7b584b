import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { memberships, setCommissionTerms, verifySettlement } from '../../../src/index.ts'
import { money, subtract, sum } from '../../../src/money.ts'
import { aPromotion, asService, asStaff, newTenant, type TestDb, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwner, asSuperuser } from '../as-owner.ts'
import { type Expected, life, type Place, type Story, storyOf } from './settlement-model.ts'

/** How many steps are taken at least: SETTLEMENT_STEPS=100000 for a proof. The same run again: SETTLEMENT_SEED=… */
const wanted = Number(process.env['SETTLEMENT_STEPS'] ?? 1000)
const seed = Number(process.env['SETTLEMENT_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff))
console.info(`settlement seed: SETTLEMENT_SEED=${seed}`)

const ordersPerTenant = 40
/** Measured: an order takes some eight steps. */
const tenants = Math.ceil(wanted / (ordersPerTenant * 8))

describe('whatever happens to orders, payments and refunds, in whatever order,', () => {
  test(
    'what was refunded and what was kept is what was paid, and the ledger says the same',
    { timeout: 60_000 + wanted * 60 },
    async ({ db }) => {
      const steps = await closes(db, tenants)
      console.info(`settlement: ${steps} steps, ${tenants * ordersPerTenant} orders, 0 violations`)
      expect(steps).toBeGreaterThanOrEqual(wanted)
    },
  )

  test('it would be noticed if a part were rounded on its own', async ({ db }) => {
    // The database is this file's own, and this its last test.
    await asSuperuser(
      db,
      `create or replace function app.refund_part(figure numeric, units_before integer, units_after integer, whole integer, scale integer)
       returns numeric language sql immutable as $$ select round(figure * (units_after - units_before) / whole, scale) $$`,
    )
    await expect(closes(db, 1)).rejects.toThrow(/Property failed/)
  })
})

/** Tells the lives of so many tenants, and holds each against the model; the number of steps. */
async function closes(db: TestDb, numRuns: number): Promise<number> {
  let steps = 0
  await fc.assert(
    fc.asyncProperty(fc.array(life, { minLength: ordersPerTenant, maxLength: ordersPerTenant }), async (lives) => {
      const tenant = await newTenant(db)
      const place = await placeOf(tenant)
      const stories = lives.map((one) => storyOf(place, one))
      steps += await told(db, tenant, stories)
      await holds(
        db,
        tenant,
        stories.map(({ expected }) => expected),
      )
    }),
    { numRuns, seed, endOnFailure: true },
  )
  return steps
}

async function placeOf(tenant: TestTenant): Promise<Place> {
  const { tenantId, branchId, customerId, versionId, restaurantId, items } = tenant
  await asStaff(tenant, (tx) =>
    setCommissionTerms(tx, { restaurantId, rate: '0.137', ivaRate: '0', validFrom: '2020-01-01' }),
  )
  const ours = await aPromotion(tenant, { name: 'Ours', fundedBy: 'restaurant' })
  const theirs = await aPromotion(tenant, { name: 'Theirs', fundedBy: 'platform' })
  const people = await asStaff(tenant, (tx) => tx.select().from(memberships))
  const courier = people.find(({ role }) => role === 'courier')
  return {
    tenantId,
    branchId,
    customerId,
    versionId,
    itemId: items['TACO'] ?? '',
    courierId: courier?.id ?? '',
    promotions: { restaurant: ours.id, platform: theirs.id },
    rate: '0.137',
  }
}

/** All lives at once, in one transaction, by the functions that the verbs call; the number of steps. */
async function told(db: TestDb, tenant: TestTenant, stories: readonly Story[]): Promise<number> {
  await asOwner(db, tenant.service, ...stories.map(({ sql }) => sql))
  return stories.reduce((all, { steps }) => all + steps, 0)
}

interface Row extends Record<string, unknown> {
  readonly order_id: string
  readonly paid: string
  readonly returned: string | null
  readonly customers: string | null
  readonly restaurant: string | null
  readonly promotions: string | null
}

async function holds(db: TestDb, tenant: TestTenant, expected: readonly Expected[]): Promise<void> {
  const rows = await asOwner<Row>(
    db,
    tenant.service,
    `select o.id as order_id, coalesce(p.captured, 0)::text as paid, r.returned, e.customers::text, e.restaurant::text, e.promotions::text
    from orders o
    left join payments p on p.tenant_id = o.tenant_id and p.order_id = o.id
    left join lateral (
      select string_agg(r.total || '/' || r.platform_funded || '/' || r.restaurant_funded, ' ' order by r.id) as returned
      from (
        select r.id, r.total, sum(coalesce(l.platform_funded, 0)) as platform_funded, sum(coalesce(l.restaurant_funded, 0)) as restaurant_funded
        from refunds r left join refund_lines l on l.tenant_id = r.tenant_id and l.refund_id = r.id
        where r.tenant_id = o.tenant_id and r.order_id = o.id group by r.id, r.total
      ) r
    ) r on true
    left join lateral (
      select sum(e.debit - e.credit) filter (where a.kind = 'customer_payments') as customers,
        sum(e.debit - e.credit) filter (where a.kind = 'restaurant_payable') as restaurant,
        sum(e.debit - e.credit) filter (where a.kind = 'promotions_cost') as promotions
      from ledger_journals j
      join ledger_entries e on e.tenant_id = j.tenant_id and e.journal_id = j.id
      join ledger_accounts a on a.tenant_id = e.tenant_id and a.id = e.account_id
      where j.tenant_id = o.tenant_id and j.order_id = o.id
    ) e on true
    where o.tenant_id = '${tenant.tenantId}'`,
  )
  const found = new Map(rows.map((row) => [row.order_id, row]))
  for (const { orderId, paid, refunds, customers, restaurant, promotions } of expected) {
    const row = found.get(orderId)
    const of = (text: string | null | undefined) => money(text ?? '0').toFixed()
    const returned = (row?.returned ?? '').split(' ').filter((text) => text !== '')
    expect(returned.map((text) => text.split('/').map(of))).toEqual(
      refunds.map(({ total, platform, restaurant: own }) => [total, platform, own].map((amount) => amount.toFixed())),
    )
    const kept = subtract(paid, sum(refunds.map(({ total }) => total)))
    expect(kept.isNegative()).toBe(false)
    expect([row?.paid, row?.customers, row?.restaurant, row?.promotions].map(of)).toEqual(
      [paid, customers, restaurant, promotions].map((amount) => amount.toFixed()),
    )
  }
  expect(await asService(tenant, (tx) => verifySettlement(tx))).toEqual([])
}
