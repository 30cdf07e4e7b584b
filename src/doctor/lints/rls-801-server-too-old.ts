import { oldestMajor } from '../../kernel/server-fixes.ts'
import type { Lint } from '../lint.ts'

export const serverTooOld: Lint = {
  id: 'RLS-801',
  level: 'error',
  title: 'The server is too old',
  rule: `PostgreSQL ${oldestMajor} or later.`,
  reason:
    'Before it there are no security_invoker views, no column list for SET NULL, no row filters of publications; and 13 and 14 get no fixes any more.',
  fix: 'upgrade the server.',
  sql: `select 'PostgreSQL' as object, current_setting('server_version') as detail
where current_setting('server_version_num')::int < ${oldestMajor}0000`,
  example: { bad: { version: 140025 }, good: { version: 150020 }, found: 'PostgreSQL' },
}
