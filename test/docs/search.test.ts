import { test } from '../database.ts'
import { runPage } from './run-page.ts'

test('every example of docs/search.md gives the value it shows', async ({ db, tenant }) => {
  await runPage('search.md', { db, guest: tenant.customer, owner: tenant.staff }, 14)
})
