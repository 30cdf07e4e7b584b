import type { TestAPI } from 'vitest'
import { newTenant, type TestTenant } from './new-tenant.ts'
import { openTestDb, type TestDb, type TestDbOptions } from './open-test-db.ts'

/**
 * Vitest's `test` with a migrated database per file, and a tenant of its own for every test that asks for one.
 *
 * @example
 * import { test as base } from 'vitest'
 * const test = withDatabase(base)
 * test('a customer orders', async ({ tenant }) => { … })
 */
export function withDatabase(
  base: TestAPI,
  options?: () => TestDbOptions,
): TestAPI<{ db: TestDb; tenant: TestTenant }> {
  return base.extend<{ db: TestDb; tenant: TestTenant }>({
    db: [
      // Vitest reads which fixtures a fixture needs from this very pattern.
      // eslint-disable-next-line no-empty-pattern
      async ({}, use) => {
        const db = await openTestDb(options?.())
        await use(db)
        await db.close()
      },
      { scope: 'file' },
    ],
    tenant: async ({ db }, use) => {
      await use(await newTenant(db))
    },
  })
}
