import { serverFixes } from '../../kernel/server-fixes.ts'
import type { Lint } from '../lint.ts'
import { missingFixesSql } from '../missing-fixes-sql.ts'

export const defendedFixesMissing: Lint = {
  id: 'RLS-803',
  level: 'warning',
  title: 'The server lacks a fix of row level security',
  rule: 'The minor release has every fix of row level security.',
  reason: 'The schema has a defence of its own against these, named beside each; an application’s own tables may not.',
  fix: 'update to the newest minor release: a restart, no dump.',
  sql: missingFixesSql(serverFixes.filter(({ defence }) => defence !== undefined)),
  example: { bad: { version: 150019 }, good: { version: 150020 }, found: 'CVE-2026-120154' },
}
