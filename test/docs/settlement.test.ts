import {
  acceptOrder,
  assignCourier,
  deliverOrder,
  handOver,
  markReady,
  type Order,
  startPreparing,
} from '../../src/index.ts'
import { aCoupon, anOrder, type TestTenant } from '../../src/testing.ts'
import { test } from '../database.ts'
import { codeOf } from './code-of.ts'
import { runPage } from './run-page.ts'

test('every example of docs/settlement.md gives the value it shows', async ({ db, tenant }) => {
  await aCoupon(tenant)
  const { restaurantId, customer: guest, staff: manager, courier: rider, courierId: riderId, service: bot } = tenant
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Mexico_City' }).format(new Date())
  const given = {
    db,
    taco: tenant.items['TACO'],
    restaurantId,
    guest,
    manager,
    rider,
    riderId,
    bot,
    today,
    code: codeOf,
  }
  const orders = {
    anOrder: (changes: object) => anOrder(tenant, changes),
    bring: (order: Order) => bring(tenant, order),
  }
  await runPage('settlement.md', { ...given, ...orders }, 20)
})

/** To the door, by the tenant's courier. */
async function bring({ db, staff, courier, courierId }: TestTenant, { id: orderId }: Order): Promise<void> {
  await db.as(staff, (tx) => acceptOrder(tx, { orderId }))
  await db.as(staff, (tx) => startPreparing(tx, { orderId }))
  await db.as(staff, (tx) => markReady(tx, { orderId }))
  await db.as(staff, (tx) => assignCourier(tx, { orderId, courierId }))
  await db.as(courier, (tx) => handOver(tx, { orderId }))
  await db.as(courier, (tx) => deliverOrder(tx, { orderId }))
}
