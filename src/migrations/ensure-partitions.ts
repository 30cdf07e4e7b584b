import { asMigrator } from './as-migrator.ts'
import { defaultPatience } from './as-owner.ts'
import type { MigrationTarget } from './connection.ts'
import { makePartitions } from './partitions.ts'

/**
 * Makes the partitions of this period and the next three; for a scheduled job, at least once a month. A run that is
 * forgotten stops nothing: rows then go to the default partition.
 *
 * @returns how many were missing
 */
export async function ensurePartitions(target: MigrationTarget): Promise<number> {
  return asMigrator(target, (connection) => makePartitions(connection, defaultPatience))
}
