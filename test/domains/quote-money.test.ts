import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { branches, menuItems, type OrderDetail, orders } from '../../src/index.ts'
import { businessDate } from '../../src/mexico/business-date.ts'
import { lineTaxes, money, rate, sum, toCentavos, zero } from '../../src/money.ts'
import { anOrder, asCustomer, asStaff, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { asOwner } from './as-owner.ts'
import { changeDish, changeMenu } from './change-menu.ts'

const onlyBranch = (tenant: TestTenant, set: Partial<typeof branches.$inferInsert>) =>
  asStaff(tenant, (tx) => tx.update(branches).set(set).where(eq(branches.id, tenant.branchId)))

const oneOfEach = (tenant: TestTenant) =>
  Object.values(tenant.items).map((menuItemId, i) => ({ menuItemId, quantity: i + 1 }))

/** What the money module makes of the same lines. */
const taxesOf = ({ lines }: OrderDetail) => lines.map(({ total, ivaRate }) => lineTaxes(total, ivaRate ?? 'exempt'))

describe('the money of an order', () => {
  test('is the lines with their modifiers, the fee and the tip; IVA is inside', async ({ tenant }) => {
    const order = await anOrder(tenant, { service: 'delivery', lines: oneOfEach(tenant), tip: money('12.34') })
    // 18.50 + 2 × 25.00 + 3 × 49.90
    expect(order).toMatchObject({
      subtotal: money('218.20'),
      discount: zero,
      deliveryFee: money('35'),
      tip: money('12.34'),
      total: money('265.54'),
    })
    expect(order.lines.map(({ ivaBase: base, iva }) => ({ base, iva }))).toEqual(taxesOf(order))
    expect(toCentavos(sum(order.lines.map(({ iva }) => iva)))).toEqual(money('30.10'))
  })

  test('carries 8 % where the branch is on the border register, on the delivery too', async ({ tenant }) => {
    await onlyBranch(tenant, { ivaRate: rate('0.08') })
    const order = await anOrder(tenant, { service: 'delivery', lines: oneOfEach(tenant) })
    expect(order.deliveryIvaRate).toEqual(rate('0.08'))
    expect(
      order.lines.map(({ ivaRate, ivaBase, iva }) => [ivaRate?.toFixed(), ivaBase.toFixed(6), iva.toFixed(6)]),
    ).toEqual([
      ['0.08', '17.129630', '1.370370'],
      ['0.08', '46.296296', '3.703704'],
      ['0.08', '138.611111', '11.088889'],
    ])
    expect(order.lines.map(({ ivaBase: base, iva }) => ({ base, iva }))).toEqual(taxesOf(order))
  })

  test('knows 0 % from exempt: the one has a rate of nothing, the other no rate', async ({ tenant }) => {
    await changeDish(tenant, 'AGUA', { ivaClass: 'zero' })
    await changeDish(tenant, 'FLAN', { ivaClass: 'exempt' })
    const order = await anOrder(tenant, { lines: oneOfEach(tenant) })
    expect(
      order.lines.map(({ ivaRate, ivaBase, iva }) => [ivaRate?.toFixed() ?? null, ivaBase.toFixed(), iva.toFixed()]),
    ).toEqual([
      ['0.16', '15.948276', '2.551724'],
      ['0', '50', '0'],
      [null, '149.7', '0'],
    ])
    expect(order.lines.map(({ ivaBase: base, iva }) => ({ base, iva }))).toEqual(taxesOf(order))
  })

  test('has a delivery fee only for a delivery', async ({ tenant }) => {
    const fees = []
    for (const service of ['delivery', 'pickup', 'dine_in'] as const) {
      const { deliveryFee, total } = await anOrder(tenant, { service })
      fees.push([service, deliveryFee.toFixed(2), total.toFixed(2)])
    }
    expect(fees).toEqual([
      ['delivery', '35.00', '97.00'],
      ['pickup', '0.00', '62.00'],
      ['dine_in', '0.00', '62.00'],
    ])
  })

  test('takes a tip in text or as Money, to the centavo', async ({ tenant }) => {
    expect((await anOrder(tenant, { tip: '0.01' })).total).toEqual(money('62.01'))
    expect((await anOrder(tenant, { tip: money('0.99') })).total).toEqual(money('62.99'))
  })

  test('can be nothing at all, when the menu says so', async ({ tenant }) => {
    await changeMenu(tenant, (tx, { id }) =>
      tx.update(menuItems).set({ price: zero }).where(eq(menuItems.versionId, id)),
    )
    expect(await anOrder(tenant)).toMatchObject({ subtotal: zero, total: zero, status: 'placed' })
  })
})

describe('the business day of an order', () => {
  test.for([
    { timeZone: 'America/Mexico_City', dayCutoffMinutes: 0 },
    { timeZone: 'America/Mexico_City', dayCutoffMinutes: 719 },
    { timeZone: 'America/Tijuana', dayCutoffMinutes: 240 },
    { timeZone: 'America/Cancun', dayCutoffMinutes: 240 },
    { timeZone: 'America/Hermosillo', dayCutoffMinutes: 60 },
  ] as const)(
    'is that of $timeZone with $dayCutoffMinutes minutes of night',
    async ({ timeZone, dayCutoffMinutes }, { tenant }) => {
      await onlyBranch(tenant, { timeZone, dayCutoffMinutes })
      const { placedAt, businessOn } = await anOrder(tenant)
      expect(businessDate(placedAt, timeZone, clock(dayCutoffMinutes))).toMatchObject({ ok: true, value: businessOn })
    },
  )

  test('is the same in SQL and in TypeScript, around cut-offs, midnights and changes of the clock', async ({
    db,
    tenant,
  }) => {
    const zones = ['America/Mexico_City', 'America/Tijuana', 'America/Ciudad_Juarez', 'America/Cancun'] as const
    // Tijuana's clock goes back on 2026-11-01 at 09:00Z and forward on 2026-03-08 at 10:00Z.
    const days = ['2026-03-08', '2026-11-01', '2026-11-21', '2022-10-30']
    const cases = zones.flatMap((zone) =>
      days.flatMap((day) =>
        [0, 60, 240, 719].flatMap((cutoff) =>
          Array.from({ length: 96 }, (_, quarter) => ({
            zone,
            cutoff,
            at: new Date(Date.parse(`${day}T00:00:00Z`) + quarter * 900_000).toISOString(),
          })),
        ),
      ),
    )
    const rows = await asOwner<{ day: string }>(
      db,
      tenant.service,
      `select app.business_on(c.at, c.zone, c.cutoff)::text as day
       from json_to_recordset('${JSON.stringify(cases.map((c, n) => ({ ...c, n })))}') as c (n int, at timestamptz, zone text, cutoff int)
       order by c.n`,
    )
    const expected = cases.map(({ at, zone, cutoff }) => businessDate(new Date(at), zone, clock(cutoff)))
    expect(rows.map(({ day }) => day)).toEqual(expected.map((day) => (day.ok ? day.value : day)))
  })

  test('starts the folios anew when the day does', async ({ db, tenant }) => {
    await anOrder(tenant)
    const { businessOn } = await anOrder(tenant)
    await asOwner(
      db,
      tenant.service,
      // Both are final: what happened is moved a day back, past what keeps it where it is.
      'alter table order_folio_counters disable trigger order_folio_counters_go_on',
      'alter table orders disable trigger orders_bill_is_final',
      `update order_folio_counters set business_on = business_on - 1 where tenant_id = '${tenant.tenantId}'`,
      `update orders set business_on = business_on - 1 where tenant_id = '${tenant.tenantId}'`,
      'set constraints all immediate',
      'alter table order_folio_counters enable trigger order_folio_counters_go_on',
      'alter table orders enable trigger orders_bill_is_final',
    )
    expect(await anOrder(tenant)).toMatchObject({ businessOn, folio: 1 })
    const folios = await asCustomer(tenant, (tx) => tx.select({ folio: orders.folio }).from(orders).orderBy(orders.id))
    expect(folios).toEqual([{ folio: 1 }, { folio: 2 }, { folio: 1 }])
  })
})

function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
