import type { Lint } from '../lint.ts'

export const migrationHalfApplied: Lint = {
  id: 'RLS-901',
  level: 'error',
  title: 'A migration stopped half-way',
  rule: 'Every migration that was begun is finished.',
  reason: 'A file outside of a transaction was interrupted: some of its statements ran, the others did not.',
  fix: 'platform-db migrate goes on where it stopped.',
  sql: `select format('%s %s', m.journal, m.tag) as object, format('%s statements done', m.statements_done) as detail
from drizzle.platform_migrations m where m.applied_at is null order by 1`,
  example: {
    bad: "insert into drizzle.platform_migrations (journal, idx, tag, hash, statements_done) values ('my-app', 0, '0000_init', '', 1)",
    good: "insert into drizzle.platform_migrations (journal, idx, tag, hash, statements_done, applied_at) values ('my-app', 0, '0000_init', '', 1, now())",
    found: 'my-app 0000_init',
  },
}
