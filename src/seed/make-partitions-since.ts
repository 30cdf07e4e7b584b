import { asOwner, defaultPatience } from '../migrations/as-owner.ts'
import type { MigrationConnection } from '../migrations/connection.ts'

/**
 * Gives the months of a history partitions of their own, as every month from now on gets one; else all of it would lie in
 * the default partition. Past months alone: the others are made by whoever migrates.
 */
export async function makePartitionsSince(connection: MigrationConnection, since: Date): Promise<void> {
  await asOwner(connection, defaultPatience, async () => {
    await connection.run(
      `select app.add_partition('order_events', 'order_events_p' || to_char(m.starts, 'YYYY_MM'),
        format('for values from (%L) to (%L)', app.uuid_v7_floor(m.starts at time zone 'UTC'),
          app.uuid_v7_floor((m.starts + interval '1 month') at time zone 'UTC')))
      from generate_series(date_trunc('month', timestamp '${since.toISOString().slice(0, 10)}'),
        date_trunc('month', now() at time zone 'UTC') - interval '1 month', interval '1 month') as m(starts)`,
    )
  })
}
