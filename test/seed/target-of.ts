import type { MigrationTarget } from '../../src/migrations/connection.ts'
import type { TestDb } from '../../src/testing.ts'

/** Where a seed goes, on either lane. */
export const targetOf = (db: TestDb): MigrationTarget => (db.server ? { url: db.server.superuserUrl } : db)
