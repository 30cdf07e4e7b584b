import { test } from '../database.ts'
import { anotherCourier, toDeliver } from '../domains/delivery/to-deliver.ts'
import { runPage } from './run-page.ts'

test('every example of docs/delivery.md gives the value it shows', async ({ db, tenant }) => {
  const orderId = await toDeliver(tenant, 'ready')
  const { actor: another } = await anotherCourier(tenant)
  await runPage('delivery.md', { db, orderId, manager: tenant.staff, rider: tenant.courier, another }, 11)
})
