import type { Lint } from '../lint.ts'

export const extensionInPublic: Lint = {
  id: 'RLS-604',
  level: 'warning',
  title: 'An extension in the schema of the tables',
  rule: 'Extensions live in a schema of their own.',
  reason:
    'Their functions are found by every unqualified name of the application, and an upgrade may bring one that takes the place of ours.',
  fix: 'create schema extensions; alter extension … set schema extensions',
  sql: `select e.extname::text as object, format('in schema %s', e.extnamespace::regnamespace) as detail
from pg_extension e join pg_namespace n on n.oid = e.extnamespace
where n.nspname in ('public', 'app', 'app_private') order by 1`,
  example: {
    // Whichever extension a server has on its disk: the catalogue is what the lint reads.
    bad: "update pg_extension set extnamespace = 'public'::regnamespace where extname = 'plpgsql'",
    good: "update pg_extension set extnamespace = 'pg_catalog'::regnamespace where extname = 'plpgsql'",
    found: 'plpgsql',
  },
}
