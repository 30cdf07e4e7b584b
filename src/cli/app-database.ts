import type { Db } from '../client/db.ts'
import { DbError } from '../kernel/errors.ts'

export const appUrlArgument = {
  type: 'string',
  description: 'the login app_user; default DATABASE_URL',
} as const

export const adminUrlArgument = {
  type: 'string',
  description: 'the login app_admin; default ADMIN_URL',
} as const

/** Seconds enough for the largest menu; a request of an application has less. */
const deadlineMs = 300_000

/**
 * The database as an application has it: as `app_user`, under row level security, with CONTEXT_KEY of the environment.
 *
 * @param across for what goes across tenants: `app_admin` as well, by its flag or ADMIN_URL
 */
export async function openApp(
  flag: string | undefined,
  across?: { readonly adminUrl: string | undefined },
): Promise<Db> {
  const { DATABASE_URL, ADMIN_URL, CONTEXT_KEY: contextKey } = process.env
  const url = urlOf(flag ?? DATABASE_URL, 'DATABASE_URL', 'app_user')
  const admin = across && { adminUrl: urlOf(across.adminUrl ?? ADMIN_URL, 'ADMIN_URL', 'app_admin') }
  if (contextKey === undefined) {
    throw new DbError('INVALID', 'set CONTEXT_KEY to the key that `platform-db provision` installed', {
      details: { field: 'contextKey' },
    })
  }
  const { openDb } = await import('../client/open-db.ts')
  return openDb({ url, ...admin, contextKey, connections: 1, deadlineMs, applicationName: 'platform-db' })
}

function urlOf(url: string | undefined, variable: string, login: string): string {
  if (url !== undefined && /^postgres(ql)?:\/\//.test(url)) return url
  throw new DbError('INVALID', `no database: set ${variable} to a postgres:// URL of the login ${login}`, {
    details: { field: variable === 'ADMIN_URL' ? 'adminUrl' : 'url' },
  })
}
