import { isDbError } from '../../src/index.ts'
import { aCoupon } from '../../src/testing.ts'
import { test } from '../database.ts'
import { runPage } from './run-page.ts'

test('every example of docs/orders.md gives the value it shows', async ({ db, tenant }) => {
  await aCoupon(tenant)
  const { branchId, customer: guest, staff: cook } = tenant
  await runPage('orders.md', { db, branchId, guest, cook, code }, 27)
})

/** The code of an error, and what its details say that a screen can show. */
async function code(work: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!isDbError(error)) throw new Error(`was let through, or failed otherwise: ${String(error)}`)
  const shown = ['lineNos', 'code', 'version', 'status', 'field'].flatMap((name) => error.details[name] ?? [])
  return [error.code, ...shown]
}
