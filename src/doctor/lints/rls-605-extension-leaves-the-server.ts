import type { Lint } from '../lint.ts'

export const extensionLeavesTheServer: Lint = {
  id: 'RLS-605',
  level: 'warning',
  title: 'An extension that leads out of the database',
  rule: 'dblink, postgres_fdw, file_fdw, adminpack, lo and untrusted languages are not installed.',
  reason:
    'They open connections, files or programs with rights of their own, beside every policy; a loop-back connection that needs no password is a superuser’s.',
  fix: 'drop extension …',
  sql: `select e.extname::text as object, null as detail
from pg_extension e
where e.extname in ('dblink', 'postgres_fdw', 'file_fdw', 'adminpack', 'lo', 'plpython3u', 'plperlu', 'pltclu', 'plsh') order by 1`,
  example: {
    bad: "update pg_extension set extname = 'dblink' where extname = 'plpgsql'",
    good: "update pg_extension set extname = 'pg_trgm' where extname = 'plpgsql'",
    found: 'dblink',
  },
}
