import { pgSchema, primaryKey, text } from 'drizzle-orm/pg-core'
import { internalTable } from './tables.ts'

/** One row per partitioned table, ours or an application's: what `app.ensure_partitions` keeps ahead of time. */
export const partitionedTables = internalTable(
  pgSchema('app_private'),
  'partitioned_tables',
  {
    tableName: text('table_name').notNull(),
    every: text('every', { enum: ['day', 'month'] }).notNull(),
  },
  { constraints: (t) => [primaryKey({ name: 'partitioned_tables_pkey', columns: [t.tableName] })] },
)
