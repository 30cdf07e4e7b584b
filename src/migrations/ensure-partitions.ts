import { asMigrator } from './as-migrator.ts'
import { defaultPatience } from './as-owner.ts'
import type { MigrationTarget } from './connection.ts'
import { makePartitions } from './partitions.ts'

/**
 * Makes the partitions of this period and the next three; for a scheduled job, every day, because quotes and the outbox
 * have a partition for each. A job that is forgotten for three days stops no order: rows then go to the default partition.
 * A day of which there are some is left without a partition of its own, with a warning in the server's log.
 *
 * @returns how many were made
 */
export async function ensurePartitions(target: MigrationTarget): Promise<number> {
  return asMigrator(target, (connection) => makePartitions(connection, defaultPatience))
}
