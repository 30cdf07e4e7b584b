// Entry `@platform/db/migrations`: bring a database up to date and hand out its keys. For deployments, not for requests.
export type { EmbeddedDatabase, MigrationConnection, MigrationTarget } from './migrations/connection.ts'
export type { MigrationEvent } from './migrations/events.ts'
export { migrationsFolder } from './migrations/folder.ts'
export type { RefusedRow } from './migrations/catalog-file.ts'
export { importCatalog, type ImportCatalog, type ImportedCatalog } from './migrations/import-catalog.ts'
export {
  migrate,
  type MigrateOptions,
  type Migrated,
  pendingMigrations,
  type PendingMigration,
} from './migrations/migrate.ts'
export { ensurePartitions } from './migrations/ensure-partitions.ts'
export { provision, type ProvisionOptions } from './migrations/provision.ts'
export { rotateContextKey, type RotateOptions } from './migrations/rotate-context-key.ts'
export { setStrict } from './migrations/set-strict.ts'
