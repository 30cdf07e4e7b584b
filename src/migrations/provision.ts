import { type ContextKey, parseContextKey } from '../kernel/context-key.ts'
import { literal } from '../kernel/ddl.ts'
import { asMigrator } from './as-migrator.ts'
import { asOwner, defaultPatience } from './as-owner.ts'
import type { MigrationConnection, MigrationTarget } from './connection.ts'
import { installKey } from './install-key.ts'
import { patiently } from './retry.ts'
import { scramVerifier } from './scram.ts'

export interface ProvisionOptions {
  /** Of `app_user`. Left out, the login keeps its password, or signs in by whatever else the server accepts. */
  readonly appPassword?: string | undefined
  /** Of `app_admin`. */
  readonly adminPassword?: string | undefined
  /** The key that the application signs contexts with: `<id>:<secret>`, from `newContextKey`. */
  readonly contextKey: string
}

/**
 * Lets the two logins in, and gives the database the key that contexts are signed with. Can be repeated.
 *
 * @throws {DbError} `INVALID` a malformed password or key · `CONFLICT` the key's id is taken by another secret ·
 * `NOT_MIGRATED` · `FORBIDDEN` the migrating login may not change the logins · `UNAVAILABLE`
 */
export async function provision(target: MigrationTarget, options: ProvisionOptions): Promise<void> {
  const key: ContextKey = parseContextKey(options.contextKey)
  const logins = [
    alterLogin('app_user', options.appPassword, 'appPassword'),
    alterLogin('app_admin', options.adminPassword, 'adminPassword'),
  ]
  await asMigrator(target, async (connection) => {
    for (const login of logins) await runPatiently(connection, login)
    await asOwner(connection, defaultPatience, () => installKey(connection, key))
  })
}

function alterLogin(role: string, password: string | undefined, field: string): string {
  // A verifier is letters, digits and $:+/=, so that nothing of it could end the literal.
  return `alter role ${role} login${password === undefined ? '' : ` password ${literal(scramVerifier(password, field))}`}`
}

/** Roles belong to the cluster: another database's migrator may be changing the same one. */
function runPatiently(connection: MigrationConnection, statement: string): Promise<unknown> {
  return patiently(
    defaultPatience,
    () => undefined,
    () => connection.run(statement),
  )
}
