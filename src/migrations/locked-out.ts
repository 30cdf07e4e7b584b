import { asMigrator } from './as-migrator.ts'
import type { MigrationTarget } from './connection.ts'
import { isVerifierOf } from './scram.ts'

/**
 * Which of the logins could no longer sign in as they do now, were these passwords set. What the server keeps of a
 * password is a superuser's to see: for any other migrating login, one that may sign in already counts as locked out.
 */
export function lockedOut(
  target: MigrationTarget,
  passwords: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  return asMigrator(target, async (connection) => {
    const [may] = await connection.run(
      `select has_column_privilege('pg_catalog.pg_authid', 'rolpassword', 'select') as see`,
    )
    // Two statements: the right to a column is asked for also where a CASE would never come to read it.
    const logins = await connection.run(
      may?.['see'] === true
        ? `select rolname, rolpassword from pg_catalog.pg_authid where rolcanlogin and rolpassword is not null`
        : `select rolname, '' as rolpassword from pg_catalog.pg_roles where rolcanlogin`,
    )
    return logins
      .filter(({ rolname, rolpassword }) => {
        const password = passwords[String(rolname)]
        return password !== undefined && !isVerifierOf(String(rolpassword), password)
      })
      .map(({ rolname }) => String(rolname))
      .sort()
  })
}
