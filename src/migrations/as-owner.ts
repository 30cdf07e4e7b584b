import type { MigrationConnection } from './connection.ts'
import { type Patience, patiently } from './retry.ts'

export const defaultPatience: Patience = { lockTimeoutMs: 1_000, attempts: 10 }

/** One transaction as the role that owns everything; again when locks stand in its way. */
export async function asOwner<T>(
  connection: MigrationConnection,
  patience: Patience,
  work: () => Promise<T>,
): Promise<T> {
  return patiently(
    patience,
    () => undefined,
    async () => {
      await connection.run('begin')
      try {
        await connection.run(`set local lock_timeout = ${patience.lockTimeoutMs}`)
        await connection.run('set local role app_owner')
        const result = await work()
        await connection.run('commit')
        return result
      } catch (error) {
        await connection.run('rollback').catch(() => undefined)
        throw error
      }
    },
  )
}
