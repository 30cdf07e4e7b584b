import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import {
  coupons,
  customers,
  getOrder,
  listMenu,
  listOrders,
  memberships,
  menuItems,
  openDb,
  orders,
  type TenantTx,
} from '../../src/index.ts'
import { migrate } from '../../src/migrations.ts'
import { money } from '../../src/money.ts'
import {
  aBranch,
  aCoupon,
  aDeliveredOrder,
  aMenu,
  anOrder,
  asCourier,
  asCustomer,
  asNobody,
  asService,
  asStaff,
  newTenant,
  openTestDb,
  refuseSuperuser,
} from '../../src/testing.ts'
import { test } from '../database.ts'

const who = (tx: TenantTx) => tx.execute<{ actor: string }>(sql`select app.actor() as actor`)

describe('openTestDb', () => {
  test('opens a migrated, empty database each time: what one holds, another does not know', async ({ db }) => {
    await newTenant(db)
    await using other = await openTestDb()
    const [row] = await other.admin('an empty database has no tenants', (tx) =>
      tx.execute<{ n: number }>(sql`select count(*)::int as n from tenants`),
    )
    expect(row).toEqual({ n: 0 })
    expect(other.server).toBe(undefined)
  })

  test('runs every statement as app_user, and says so in the catalogue', async ({ db, tenant }) => {
    const look = sql`select current_user::text as login, rolsuper, rolbypassrls from pg_roles where rolname = current_user`
    const expected = [{ login: 'app_user', rolsuper: false, rolbypassrls: false }]
    expect(await asStaff(tenant, (tx) => tx.execute(look))).toEqual(expected)
    expect(await asNobody(db, (tx) => tx.execute(look))).toEqual(expected)
  })

  test('closes for good', async () => {
    const db = await openTestDb()
    await db.close()
    await expect(newTenant(db)).rejects.toMatchObject({ code: 'CLOSED' })
  })
})

describe('refuseSuperuser', () => {
  test('refuses a handle whose statements would run above the policies', async () => {
    const pglite = await PGlite.create()
    await migrate({ pglite })
    await pglite.exec('alter role app_user bypassrls')
    await using db = await openDb({ pglite })
    await expect(refuseSuperuser(db)).rejects.toMatchObject({ code: 'UNSAFE_ROLE' })
    await pglite.exec('alter role app_user nobypassrls superuser')
    await expect(refuseSuperuser(db)).rejects.toMatchObject({ code: 'UNSAFE_ROLE' })
    await pglite.exec('alter role app_user nosuperuser')
    expect(await refuseSuperuser(db)).toBe(undefined)
    await pglite.close()
  })
})

describe('newTenant', () => {
  test('is ready to sell, with an actor of each kind', async ({ db, tenant }) => {
    const { branchId, tenantId, customerId, ownerMembershipId } = tenant
    const menu = await asCustomer(tenant, (tx) => listMenu(tx, { branchId }))
    expect(Object.fromEntries(menu.map(({ sku, id }) => [sku, id]))).toEqual(tenant.items)
    expect(await asCustomer(tenant, (tx) => tx.select({ id: customers.id }).from(customers))).toEqual([
      { id: customerId },
    ])
    const roles = await asStaff(tenant, (tx) =>
      tx.select({ role: memberships.role }).from(memberships).orderBy(memberships.role),
    )
    expect(roles).toEqual([{ role: 'courier' }, { role: 'owner' }])
    expect(tenant.staff).toEqual({ kind: 'staff', tenantId, membershipId: ownerMembershipId })
    expect(tenant.db).toBe(db)
  })

  test('is nobody else: two of them share nothing', async ({ db, tenant }) => {
    const other = await newTenant(db)
    await anOrder(other)
    expect(await asStaff(tenant, (tx) => listOrders(tx))).toEqual([])
    expect(await asStaff(tenant, (tx) => tx.$count(menuItems))).toBe(3)
  })
})

describe('the shorthands', () => {
  test('act as whom they say', async ({ tenant }) => {
    const actors = []
    for (const as of [asCustomer, asStaff, asCourier, asService]) actors.push((await as(tenant, who))[0]?.actor)
    expect(actors).toEqual([
      `customer:${tenant.customerId}`,
      `staff:${tenant.ownerMembershipId}`,
      expect.stringMatching(/^courier:/),
      'service:00000000-0000-0000-0000-000000000000',
    ])
  })

  test('hand their settings on', async ({ tenant }) => {
    const write = asStaff(tenant, (tx) => tx.insert(customers).values({ displayName: 'x' }), { readOnly: true })
    await expect(write).rejects.toMatchObject({ code: 'READ_ONLY' })
  })

  test('of nobody have no tenant', async ({ db, tenant }) => {
    expect(tenant.db).toBe(db)
    const read = asNobody(db, (tx) => tx.select().from(orders))
    await expect(read).rejects.toMatchObject({ code: 'CONTEXT_MISSING' })
  })
})

describe('the factories', () => {
  test('make an order of 62.00, placed or delivered, with what the test is about', async ({ tenant }) => {
    const order = await anOrder(tenant, { notes: 'Sin hielo' })
    expect(order).toMatchObject({ status: 'placed', total: money('62'), notes: 'Sin hielo', service: 'pickup' })
    const delivered = await aDeliveredOrder(tenant, { tip: '3' })
    expect(delivered).toMatchObject({ status: 'delivered', version: 5, total: money('65') })
    expect(await asStaff(tenant, (tx) => getOrder(tx, { orderId: delivered.id }))).toMatchObject(delivered)
  })

  test('make a coupon of twenty pesos, or another', async ({ tenant }) => {
    const coupon = await aCoupon(tenant)
    expect(coupon).toMatchObject({
      code: 'VEINTE',
      maxRedemptions: 1,
      redeemed: 0,
      promotion: { kind: 'amount', amountOff: money('20') },
    })
    const other = await aCoupon(tenant, { code: 'OTRO', maxRedemptions: 7 })
    const stored = await asStaff(tenant, (tx) => tx.select().from(coupons).orderBy(coupons.code))
    expect(stored).toEqual([other, coupon].map(({ promotion: _promotion, ...row }) => row))
  })

  test('make inputs with one thing changed, and the rest as it was', () => {
    expect({ ...aBranch({ name: 'Norte' }), name: 'Centro' }).toEqual(aBranch())
    expect({ ...aMenu({ name: 'Otra' }), name: 'Carta' }).toEqual(aMenu())
  })
})
