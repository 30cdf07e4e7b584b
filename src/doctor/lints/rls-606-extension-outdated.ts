import type { Lint } from '../lint.ts'

export const extensionOutdated: Lint = {
  id: 'RLS-606',
  level: 'info',
  title: 'An extension is older than the server’s',
  rule: 'Every extension has the version that the server brings.',
  reason: 'A minor release of the server does not update what is installed: its fixes wait for ALTER EXTENSION.',
  fix: 'alter extension … update',
  sql: `select e.name::text as object, format('%s, the server has %s', e.installed_version, e.default_version) as detail
from pg_available_extensions e where e.installed_version <> e.default_version order by 1`,
  example: {
    bad: "update pg_extension set extversion = '0.1' where extname = 'plpgsql'",
    good: "update pg_extension set extversion = extversion where extname = 'plpgsql'",
    found: 'plpgsql',
  },
}
