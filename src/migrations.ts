// Entry `@platform/db/migrations`: bring a database up to date, hand out its keys, and look whether it is sound. For
// deployments, not for requests.
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
export { diagnose, type DiagnoseOptions, type Diagnosis, type Finding, type Unchecked } from './doctor/diagnose.ts'
export type { Level as LintLevel, LintId } from './doctor/lint.ts'
export { drift, type Difference } from './drift/drift.ts'
export { type Verified, verify, type VerifyDifference, type VerifyOptions } from './verify/verify.ts'
