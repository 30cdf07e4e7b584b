import { DbError } from '../kernel/errors.ts'

/** The URL of the migrating login: from the flag, or better from the environment, which no process list shows. */
export function targetUrl(flag: string | undefined): string {
  const url = flag ?? process.env['MIGRATE_URL'] ?? process.env['DATABASE_URL']
  if (url !== undefined && /^postgres(ql)?:\/\//.test(url)) return url
  throw new DbError(
    'INVALID',
    'no database: set MIGRATE_URL to a postgres:// URL of the login that owns the database',
    {
      details: { field: 'url' },
    },
  )
}

export const urlArgument = {
  type: 'string',
  description: 'the migrating login; default MIGRATE_URL, then DATABASE_URL',
} as const

export const jsonArgument = { type: 'boolean', description: 'one JSON object instead of lines' } as const
