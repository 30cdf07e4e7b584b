import { serverFixes } from '../../kernel/server-fixes.ts'
import type { Lint } from '../lint.ts'
import { missingFixesSql } from '../missing-fixes-sql.ts'

export const fixesMissing: Lint = {
  id: 'RLS-802',
  level: 'error',
  title: 'The server lacks a fix of row level security that nothing else makes up for',
  rule: 'The minor release has every fix of row level security that the schema has no defence of its own against.',
  reason: 'A published way around the policies works on this server.',
  fix: 'update to the newest minor release: a restart, no dump.',
  sql: missingFixesSql(serverFixes.filter(({ defence }) => defence === undefined)),
  example: { bad: { version: 150003 }, good: { version: 150020 }, found: 'CVE-2023-39418' },
}
