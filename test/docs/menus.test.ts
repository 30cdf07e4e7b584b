import { eq } from 'drizzle-orm'
import { money } from '../../src/money.ts'
import { test } from '../database.ts'
import { runPage } from './run-page.ts'

test('every example of docs/menus.md gives the value it shows', async ({ db, tenant }) => {
  const { branchId, customer: guest, staff } = tenant
  await runPage('menus.md', { db, branchId, guest, cook: staff, owner: staff, eq, money }, 15)
})
