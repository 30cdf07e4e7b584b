import { inZone } from '../domains/restaurants/in-zone.ts'
import { test } from '../database.ts'
import { runPage } from './run-page.ts'

test('every example of docs/hours.md gives the value it shows', async ({ db, tenant }) => {
  await inZone(tenant, 'America/Tijuana')
  const { branchId, customer: guest, staff: manager } = tenant
  await runPage('hours.md', { db, branchId, guest, manager }, 11)
})
