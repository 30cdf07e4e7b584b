import type { Lint } from '../lint.ts'

export const largeObjects: Lint = {
  id: 'RLS-608',
  level: 'warning',
  title: 'There are large objects',
  rule: 'The database holds no large objects.',
  reason: 'They take no policy, and belong to no tenant.',
  fix: 'keep files outside, or as bytea in a table of tenants; select lo_unlink(…)',
  sql: `select 'pg_largeobject' as object, format('%s large objects', count(*)) as detail
from pg_largeobject_metadata having count(*) > 0`,
  example: {
    bad: "select lo_from_bytea(0, 'x')",
    good: "select lo_unlink(lo_from_bytea(0, 'x'))",
    found: 'pg_largeobject',
  },
}
