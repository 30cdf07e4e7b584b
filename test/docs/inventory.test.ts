import { test } from '../database.ts'
import { codeOf } from './code-of.ts'
import { runPage } from './run-page.ts'

test('every example of docs/inventory.md gives the value it shows', async ({ db, tenant }) => {
  const { branchId, items, customer: guest, staff: cook } = tenant
  const given = { db, branchId, taco: items['TACO'], guest, cook, code: codeOf, timeZone: 'America/Mexico_City', Intl }
  await runPage('inventory.md', given, 13)
})
