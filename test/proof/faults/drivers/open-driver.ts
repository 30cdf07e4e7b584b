import { openDb } from '../../../../src/index.ts'
import { librarySubject } from '../workload/library.ts'
import type { Subject } from '../workload/subject.ts'
import type { DriverOptions } from './order.ts'
import { pgPool } from './pg-pool.ts'
import { sharedClient } from './shared-client.ts'

const DEADLINE_MS = 2000

export async function openDriver(options: DriverOptions): Promise<Subject> {
  const { driver, url, contextKey, connections, fault } = options
  if (driver === 'shared') return sharedClient(options)
  if (driver === 'pg') return pgPool(options)
  const own = {
    driver: driver === 'owned' ? 'postgres' : 'pg',
    deadlineMs: DEADLINE_MS,
    applicationName: fault,
  } as const
  const db = await openDb({ url, contextKey, connections, ...own })
  return librarySubject(db, DEADLINE_MS)
}
