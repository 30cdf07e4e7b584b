import { setTimeout as sleep } from 'node:timers/promises'
import { DbError } from '../kernel/errors.ts'
import type { MigrationConnection } from './connection.ts'
import type { OnMigrationEvent } from './events.ts'

/** Of this database; "pfdb" in ASCII. */
const key = 0x70_66_64_62

/**
 * Lets `work` run while no other migrator does. The lock is asked for again and again, not waited for: a session that
 * waits in pg_advisory_lock holds a snapshot, and CREATE INDEX CONCURRENTLY of the holder waits for every snapshot.
 */
export async function underLock<T>(
  connection: MigrationConnection,
  waitMs: number,
  onEvent: OnMigrationEvent,
  work: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + waitMs
  for (let told = false; !(await tryLock(connection)); told = true) {
    if (!told) onEvent({ kind: 'waiting' })
    if (Date.now() > deadline) {
      throw new DbError(
        'MIGRATION_LOCKED',
        `another migrator has held the lock for ${waitMs} ms: look what it waits for, or raise waitMs`,
      )
    }
    await sleep(50 + Math.random() * 150)
  }
  try {
    return await work()
  } finally {
    // A broken connection has given the lock back by itself.
    await connection.run(`select pg_advisory_unlock(${key})`).catch(() => undefined)
  }
}

async function tryLock(connection: MigrationConnection): Promise<boolean> {
  const [row] = await connection.run(`select case when pg_try_advisory_lock(${key}) then 'yes' else 'no' end as taken`)
  return row?.['taken'] === 'yes'
}
