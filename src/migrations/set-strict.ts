import { DbError } from '../kernel/errors.ts'
import { contextFunctions } from '../rls/context.ts'
import { asMigrator } from './as-migrator.ts'
import { asOwner, defaultPatience } from './as-owner.ts'
import type { MigrationTarget } from './connection.ts'

/**
 * Strict mode: the signature is verified at every use of the context, not once per transaction. For servers where
 * `set_config` could not be revoked, and against a stolen password. Costs some 6 µs of the server at each use: one to three for
 * every relation of a statement (docs/adr/0022).
 *
 * @throws {DbError} `NOT_MIGRATED` · `UNAVAILABLE`
 */
export async function setStrict(target: MigrationTarget, on: boolean): Promise<void> {
  // The migration's own text with the other answer: replacing a function must not change anything else about it.
  const create = contextFunctions.find(({ id }) => id === 'function:app.strict')?.up[0]
  if (create === undefined) throw new DbError('INTERNAL', 'app.strict is not among the context functions')
  await asMigrator(target, (connection) =>
    asOwner(connection, defaultPatience, () => connection.run(create.replace(/select (true|false)/, `select ${on}`))),
  )
}
