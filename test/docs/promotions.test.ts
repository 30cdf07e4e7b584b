import { test } from '../database.ts'
import { runPage } from './run-page.ts'

test('every example of docs/promotions.md gives the value it shows', async ({ db, tenant }) => {
  const { branchId, items, customer: guest, staff: manager } = tenant
  const { TACO: taco, AGUA: agua } = items
  await runPage('promotions.md', { db, branchId, taco, agua, guest, manager }, 9)
})
