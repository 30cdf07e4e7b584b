import { parseContextKey } from '../kernel/context-key.ts'
import { DbError } from '../kernel/errors.ts'
import { asMigrator } from './as-migrator.ts'
import { asOwner, defaultPatience } from './as-owner.ts'
import type { MigrationTarget } from './connection.ts'
import { installKey } from './install-key.ts'

export interface RotateOptions {
  /** How long contexts signed with the old keys are still good: until every process has the new one. */
  readonly overlapSeconds: number
}

/**
 * Adds a new signing key and gives the others an end; one that has an end already keeps it, unless this one is sooner:
 * with an overlap of 0 a key that leaked is worth nothing from now on. Keys past their end are removed: verification
 * reads a table of one or two rows.
 *
 * @throws {DbError} `INVALID` · `CONFLICT` the id is taken by another secret · `NOT_MIGRATED` · `UNAVAILABLE`
 */
export async function rotateContextKey(
  target: MigrationTarget,
  newKey: string,
  { overlapSeconds }: RotateOptions,
): Promise<void> {
  const key = parseContextKey(newKey)
  if (!Number.isInteger(overlapSeconds) || overlapSeconds < 0 || overlapSeconds > 31_536_000) {
    throw new DbError('INVALID', 'overlapSeconds is a whole number of seconds, at most a year', {
      details: { field: 'overlapSeconds' },
    })
  }
  await asMigrator(target, (connection) =>
    asOwner(connection, defaultPatience, async () => {
      await installKey(connection, key)
      await connection.run(`update app_private.context_keys
set valid_until_at = least(valid_until_at, now() + interval '${overlapSeconds} seconds') where key_id <> ${key.id}`)
      await connection.run('delete from app_private.context_keys where valid_until_at <= now()')
    }),
  )
}
