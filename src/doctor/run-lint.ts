import type { MigrationConnection } from '../migrations/connection.ts'
import type { Lint } from './lint.ts'

export interface Found {
  readonly object: string
  readonly detail: string | undefined
}

/** What breaks the rule. */
export async function runLint(connection: MigrationConnection, { sql, as }: Lint): Promise<readonly Found[]> {
  const rows = as === undefined ? await connection.run(sql) : await asRole(connection, as, sql)
  return rows.map(({ object, detail }) => ({
    object: String(object),
    detail: typeof detail === 'string' ? detail : undefined,
  }))
}

async function asRole(connection: MigrationConnection, role: string, sql: string) {
  await connection.run(`set role ${role}`)
  try {
    return await connection.run(sql)
  } finally {
    // In a transaction that failed it is refused, and the rollback resets it.
    await connection.run('reset role').catch(() => undefined)
  }
}
