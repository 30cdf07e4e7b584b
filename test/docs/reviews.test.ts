import { aDeliveredOrder, anOrder } from '../../src/testing.ts'
import { test } from '../database.ts'
import { anotherCourier } from '../domains/delivery/to-deliver.ts'
import { codeOf } from './code-of.ts'
import { runPage } from './run-page.ts'

test('every example of docs/reviews.md gives the value it shows', async ({ db, tenant }) => {
  const { branchId, customer: guest, staff: manager, courier: rider, courierId: riderId, service: bot, items } = tenant
  const order = await aDeliveredOrder(tenant, { service: 'delivery' })
  const waiting = await anOrder(tenant)
  const { actor: another } = await anotherCourier(tenant)
  const actors = { guest, manager, rider, riderId, another, bot }
  await runPage('reviews.md', { db, branchId, order, waiting, taco: items['TACO'], code: codeOf, ...actors }, 19)
})
