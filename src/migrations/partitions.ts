import { asOwner } from './as-owner.ts'
import type { MigrationConnection } from './connection.ts'
import type { Patience } from './retry.ts'

/** Makes the partitions of this period and the next ones; returns how many were made. */
export async function makePartitions(connection: MigrationConnection, patience: Patience): Promise<number> {
  const [row] = await connection.run(`select to_regprocedure('app.ensure_partitions()')::text as found`)
  if (row?.['found'] === null || row?.['found'] === undefined) return 0
  return asOwner(connection, patience, async () => {
    const [answer] = await connection.run('select app.ensure_partitions() as made')
    return Number(answer?.['made'])
  })
}
