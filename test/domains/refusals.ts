import { expect } from 'vitest'
import type { DbErrorCode } from '../../src/index.ts'
import type { TestDb } from '../../src/testing.ts'
import { footprint } from './footprint.ts'

/** The work fails with the code and details, and the tenant's rows are what they were before it. */
export async function expectRefusal(
  db: TestDb,
  tenantId: string,
  work: () => Promise<unknown>,
  code: DbErrorCode,
  details: Readonly<Record<string, string>> = {},
): Promise<void> {
  const before = await footprint(db, tenantId)
  await expect(work()).rejects.toMatchObject({ code, details })
  expect(await footprint(db, tenantId)).toEqual(before)
}
