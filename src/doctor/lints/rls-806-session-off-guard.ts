import type { Lint } from '../lint.ts'

export const sessionOffGuard: Lint = {
  id: 'RLS-806',
  level: 'error',
  title: 'Sessions begin with triggers or policies off',
  rule: 'session_replication_role is origin and row_security is on by default.',
  reason:
    'In a replica session no trigger fires and no foreign key is checked. With row_security off, statements that a policy would filter fail.',
  fix: 'remove the setting from postgresql.conf, ALTER SYSTEM, ALTER DATABASE or ALTER ROLE.',
  sql: `select s.name as object, s.setting as detail from pg_settings s
where s.name = 'session_replication_role' and s.setting <> 'origin' or s.name = 'row_security' and s.setting <> 'on' order by 1`,
  example: {
    bad: 'set local session_replication_role = replica',
    good: 'set local session_replication_role = origin',
    found: 'session_replication_role',
  },
}
