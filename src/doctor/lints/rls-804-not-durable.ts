import type { Lint } from '../lint.ts'

export const notDurable: Lint = {
  id: 'RLS-804',
  level: 'error',
  title: 'A crash may lose or break the database',
  rule: 'fsync and full_page_writes are on.',
  reason: 'After a power failure files may be half-written, and nothing tells.',
  fix: 'set both on, and restart.',
  sql: `select s.name as object, s.setting as detail from pg_settings s
where s.name in ('fsync', 'full_page_writes') and s.setting <> 'on' order by 1`,
  example: { bad: { settings: { fsync: 'off' } }, good: { settings: { fsync: 'on' } }, found: 'fsync' },
}
