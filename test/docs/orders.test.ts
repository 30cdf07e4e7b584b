import { aCoupon } from '../../src/testing.ts'
import { test } from '../database.ts'
import { codeOf } from './code-of.ts'
import { runPage } from './run-page.ts'

test('every example of docs/orders.md gives the value it shows', async ({ db, tenant }) => {
  await aCoupon(tenant)
  const { branchId, customer: guest, staff: cook, service: bot } = tenant
  await runPage('orders.md', { db, branchId, guest, cook, bot, code: codeOf }, 29)
})
