import type { Db } from '../client/db.ts'
import { DbError } from '../kernel/errors.ts'

export const appUrlArgument = {
  type: 'string',
  description: 'the login app_user; default DATABASE_URL',
} as const

/** Seconds enough for the largest menu; a request of an application has less. */
const deadlineMs = 300_000

/** The database as an application has it: as `app_user`, under row level security, with CONTEXT_KEY of the environment. */
export async function openApp(flag: string | undefined, adminUrl?: string): Promise<Db> {
  const { DATABASE_URL: fallback, CONTEXT_KEY: contextKey } = process.env
  const url = flag ?? fallback
  if (url === undefined || !/^postgres(ql)?:\/\//.test(url)) {
    throw new DbError('INVALID', 'no database: set DATABASE_URL to a postgres:// URL of the login app_user', {
      details: { field: 'url' },
    })
  }
  if (contextKey === undefined) {
    throw new DbError('INVALID', 'set CONTEXT_KEY to the key that `platform-db provision` installed', {
      details: { field: 'contextKey' },
    })
  }
  const { openDb } = await import('../client/open-db.ts')
  const admin = adminUrl === undefined ? {} : { adminUrl }
  return openDb({ url, ...admin, contextKey, connections: 1, deadlineMs, applicationName: 'platform-db' })
}
