import { defaultDriver, type ServerDriver } from '../../../src/client/drivers/server-drivers.ts'
import { type IsolationProof, openTestDb, proveIsolation } from '../../../src/testing.ts'
import { aLivedInTenant } from '../../domains/lived-in.ts'

/** The matrix over our own tables: on a server with its URL, embedded without one. */
export async function prove(
  serverUrl: string | undefined,
  onProgress: (message: string) => void,
  driver: ServerDriver = defaultDriver,
): Promise<IsolationProof> {
  const db = await openTestDb(serverUrl === undefined ? {} : { serverUrl, driver })
  try {
    return await proveIsolation(db, { tenant: aLivedInTenant, onProgress })
  } finally {
    await db.close()
  }
}
