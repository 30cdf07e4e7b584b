import { sql } from 'drizzle-orm'
import { describe, expect, inject, test } from 'vitest'
import { listMenu, openDb } from '../../src/index.ts'
import { anOrder, newTenant, openTestDb } from '../../src/testing.ts'
import { serverDrivers } from '../../src/client/drivers/server-drivers.ts'

describe.each(serverDrivers)(
  'a handle of %s with prepare: false, for a pooler that cannot keep prepared statements',
  (driver) => {
    test('works, prepares nothing, and carries its deadline in each transaction', async () => {
      const direct = await openTestDb({ serverUrl: inject('serverUrl') })
      const { url = '', contextKey = '' } = direct.server ?? {}
      const db = await openDb({ url, contextKey, prepare: false, connections: 1, deadlineMs: 1500, driver })
      const tenant = { ...(await newTenant(direct)), db }

      expect((await db.as(tenant.customer, (tx) => listMenu(tx, { branchId: tenant.branchId }))).length).toBe(3)
      expect((await anOrder(tenant)).total.toFixed(2)).toBe('62.00')
      const [state] = await db.as(tenant.staff, (tx) =>
        tx.execute(
          sql`select (select count(*) from pg_prepared_statements) as prepared, current_setting('statement_timeout') as timeout`,
        ),
      )
      expect(state).toEqual({ prepared: '0', timeout: '1500ms' })

      await db.close()
      await direct.close()
    })
  },
)
