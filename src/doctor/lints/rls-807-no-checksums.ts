import type { Lint } from '../lint.ts'

export const noChecksums: Lint = {
  id: 'RLS-807',
  level: 'info',
  title: 'Pages have no checksums',
  rule: 'The cluster has data checksums.',
  reason: 'Without them a broken page is served as data, and copied into every backup.',
  fix: 'pg_checksums --enable, with the server stopped.',
  sql: `select s.name as object, s.setting as detail from pg_settings s where s.name = 'data_checksums' and s.setting = 'off'`,
  example: { bad: { major: 15 }, good: { major: 18 }, found: 'data_checksums' },
}
