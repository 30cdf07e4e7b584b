import { DbError } from '../kernel/errors.ts'
import type { MigrationConnection, OnNotice } from './connection.ts'

export async function connectTo(url: string, onNotice: OnNotice): Promise<MigrationConnection> {
  const { default: postgres } = await import('postgres').catch((cause: unknown) => {
    throw new DbError('INVALID', 'migrating a server needs the package postgres: npm install postgres', { cause })
  })
  let lost = false
  const sql = postgres(url, {
    max: 1,
    prepare: false,
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 15,
    connection: { application_name: 'platform-db' },
    onnotice: ({ severity, message }) => {
      if (severity === 'WARNING') onNotice(message ?? '')
    },
    // postgres.js would open another session for the next statement, one without the lock, the role and the transaction.
    onclose: () => {
      lost = true
    },
  })
  return {
    run: async (text) => {
      if (lost) throw new DbError('CONNECTION_LOST', 'the connection to the database broke')
      return await sql.unsafe<Record<string, unknown>[]>(text).simple()
    },
    close: () => sql.end({ timeout: lost ? 0 : 5 }),
  }
}
