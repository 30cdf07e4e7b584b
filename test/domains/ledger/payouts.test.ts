import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  balances,
  closePayout,
  commissionTerms,
  newId,
  payouts,
  payoutStatement,
  setCommissionTerms,
  type SetCommissionTerms,
  verifySettlement,
} from '../../../src/index.ts'
import { equals, money } from '../../../src/money.ts'
import { withholdings } from '../../../src/pricing.ts'
import { asCourier, asCustomer, asService, asStaff, type TestTenant } from '../../../src/testing.ts'
import { test } from '../../database.ts'
import { asOwner } from '../as-owner.ts'
import { expectRefusal } from '../refusals.ts'
import { aPaidOrder, aRefund, delivered } from '../payments/paying.ts'

const terms = (tenant: TestTenant, changes: Partial<SetCommissionTerms> = {}) =>
  asStaff(tenant, (tx) =>
    setCommissionTerms(tx, {
      restaurantId: tenant.restaurantId,
      rate: '0.15',
      person: 'individual',
      validFrom: '2026-01-01',
      ...changes,
    }),
  )

async function sold(tenant: TestTenant): Promise<string> {
  const { orderId } = await aPaidOrder(tenant)
  await delivered(tenant, orderId)
  return orderId
}

/** The local day on which everything here is booked. */
async function dayOf(tenant: TestTenant, days = 0): Promise<string> {
  const [row] = await asStaff(tenant, (tx) =>
    tx.execute<{ day: string }>(
      sql`select ((now() at time zone time_zone)::date + ${days}::integer)::text as day from branches where id = ${tenant.branchId}`,
    ),
  )
  return row?.day ?? ''
}

describe('closePayout', () => {
  test('withholds what the rules of the day say, and pays what is due', async ({ tenant }) => {
    await terms(tenant)
    await sold(tenant)
    const today = await dayOf(tenant)
    const payout = await asStaff(tenant, (tx) =>
      closePayout(tx, { restaurantId: tenant.restaurantId, from: today, to: today }),
    )
    const { income, ivaCharged, isrWithheld, ivaWithheld } = payout
    expect([income, ivaCharged]).toEqual([money('53.448276'), money('8.551724')])
    const twin = withholdings({
      person: 'individual',
      rfc: 'given',
      activity: 'sale-of-goods-and-services',
      on: today,
      income,
      ivaCharged,
    })
    expect([isrWithheld, ivaWithheld]).toEqual([twin.isr.amount, twin.iva.amount])
    // 62.00 − 9.30 − 1.49 (0.89 + 0.60) − 1.34 − 4.28
    expect(payout).toMatchObject({ carriedIn: money('0'), due: money('45.59'), amount: money('45.59') })
    expect(await asService(tenant, (tx) => verifySettlement(tx))).toEqual([])
  })

  test('books what comes later on the next day, and carries a debt', async ({ tenant }) => {
    const orderId = await sold(tenant)
    const { restaurantId } = tenant
    const [today, tomorrow] = [await dayOf(tenant), await dayOf(tenant, 1)]
    await asStaff(tenant, (tx) => closePayout(tx, { restaurantId, from: today, to: today }))
    await aRefund(tenant, orderId, { lines: [{ lineNo: 2, quantity: 1 }] })
    const next = await asStaff(tenant, (tx) => payoutStatement(tx, { restaurantId, from: tomorrow, to: tomorrow }))
    expect(next).toMatchObject({ sales: money('0'), refunds: money('25'), due: money('-25'), amount: money('0') })
    const [account] = await asStaff(tenant, (tx) => balances(tx, { kind: 'restaurant_payable' }))
    expect(account?.balance).toEqual(money('25'))
    expect(await asService(tenant, (tx) => verifySettlement(tx))).toEqual([])
  })

  test('never pays a day twice, leaves none out, and waits for its end', async ({ db, tenant }) => {
    await sold(tenant)
    const { restaurantId } = tenant
    const [today, tomorrow] = [await dayOf(tenant), await dayOf(tenant, 1)]
    const far = await dayOf(tenant, 3)
    const close = (from: string, to: string) => () =>
      asStaff(tenant, (tx) => closePayout(tx, { restaurantId, from, to }))
    await expectRefusal(db, tenant.tenantId, close(today, far), 'PERIOD_NOT_OVER', {
      constraint: 'payouts_period_is_over',
    })
    await close('2026-01-01', today)()
    await expectRefusal(db, tenant.tenantId, close(today, today), 'PERIOD_OVERLAP', { constraint: 'payouts_apart' })
    const byOwner = () =>
      asOwner(
        db,
        tenant.service,
        `insert into payouts (tenant_id, restaurant_id, from_on, to_on, carried_in, sales, platform_promotions, promotions, delivery,
          refunds, commission, commission_iva, income, iva_charged, isr_withheld, iva_withheld)
        values ('${tenant.tenantId}', '${restaurantId}', '${today}', '${tomorrow}', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)`,
      )
    await expectRefusal(db, tenant.tenantId, byOwner, 'PERIOD_OVERLAP', { constraint: 'payouts_apart' })
  })

  test('leaves no earlier day unpaid', async ({ db, tenant }) => {
    const { restaurantId, tenantId } = tenant
    const { orderId } = await aPaidOrder(tenant)
    const posts = JSON.stringify([
      { kind: 'customer_payments', reason: 'sale', amount: 62 },
      { kind: 'restaurant_payable', restaurant: restaurantId, reason: 'sale', amount: -62 },
    ])
    await asOwner(
      db,
      tenant.service,
      `select app.post_journal('${tenantId}', 'delivery', '${orderId}', null, null, null, null, '2026-06-01', '${posts}')`,
    )
    const skip = () => asStaff(tenant, (tx) => closePayout(tx, { restaurantId, from: '2026-06-02', to: '2026-06-03' }))
    await expectRefusal(db, tenantId, skip, 'CONFLICT', { constraint: 'payouts_leave_no_day_out' })
  })

  test('is for staff and the service, of a restaurant that there is', async ({ db, tenant }) => {
    const { restaurantId } = tenant
    const today = await dayOf(tenant)
    for (const as of [asCourier, asCustomer]) {
      const own = () => as(tenant, (tx) => closePayout(tx, { restaurantId, from: today, to: today }))
      await expectRefusal(db, tenant.tenantId, own, 'FORBIDDEN')
      expect(await as(tenant, (tx) => payoutStatement(tx, { restaurantId, from: today, to: today }))).toMatchObject({
        sales: money('0'),
        payout: undefined,
      })
    }
    const unknown = () => asStaff(tenant, (tx) => closePayout(tx, { restaurantId: newId(), from: today, to: today }))
    await expectRefusal(db, tenant.tenantId, unknown, 'REFERENCED')
    for (const [field, input] of [
      ['restaurantId', { restaurantId: 'x', from: today, to: today }],
      ['from', { restaurantId, from: 'today', to: today }],
      ['to', { restaurantId, from: today, to: '2026-01-01' }],
    ] as const) {
      await expect(asStaff(tenant, async (tx) => closePayout(tx, input))).rejects.toMatchObject({ details: { field } })
    }
    const forged = () => asStaff(tenant, (tx) => tx.delete(payouts))
    await expectRefusal(db, tenant.tenantId, forged, 'FORBIDDEN')
  })

  test('does not withhold by a rule that nobody knows', async ({ db, tenant }) => {
    await terms(tenant)
    await sold(tenant)
    const { restaurantId } = tenant
    const today = await dayOf(tenant)
    await expect(
      asOwner(
        db,
        tenant.service,
        `update withholding_rules set valid_to_on = '2026-01-02' where valid_from_on = '2026-01-01'`,
        `select * from app.payout_figures('${tenant.tenantId}', '${restaurantId}', '${today}', '${today}')`,
      ),
    ).rejects.toMatchObject({ code: 'CONFLICT', details: { constraint: 'withholding_rules_known' } })
  })
})

describe('setCommissionTerms', () => {
  test('ends the terms before, and a delivery keeps those of its day', async ({ db, tenant }) => {
    await terms(tenant)
    await terms(tenant, { rate: '0.2', validFrom: '2026-02-01' })
    const rows = await asStaff(tenant, (tx) => tx.select().from(commissionTerms).orderBy(commissionTerms.validFrom))
    expect(rows.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([
      ['2026-01-01', '2026-01-31'],
      ['2026-02-01', null],
    ])
    const earlier = () => terms(tenant, { validFrom: '2026-01-15' })
    await expectRefusal(db, tenant.tenantId, earlier, 'CONFLICT', { constraint: 'commission_terms_one_at_a_time' })
    const rate = () => asStaff(tenant, (tx) => tx.update(commissionTerms).set({ rfc: 'missing' }))
    await expectRefusal(db, tenant.tenantId, rate, 'FORBIDDEN')
    await sold(tenant)
    const [revenue] = await asStaff(tenant, (tx) => balances(tx, { kind: 'platform_revenue' }))
    expect(equals(revenue?.credit ?? money('0'), money('12.40'))).toBe(true)
  })

  test('takes no commission where nothing is agreed', async ({ tenant }) => {
    await sold(tenant)
    const rows = await asStaff(tenant, (tx) => balances(tx))
    expect(rows.map(({ kind, balance }) => [kind, balance.toFixed()])).toEqual([
      ['customer_payments', '0'],
      ['provider_clearing', '62'],
      ['restaurant_payable', '-62'],
    ])
  })
})
