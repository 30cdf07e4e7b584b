import type { Lint } from '../lint.ts'

export const deadContextKey: Lint = {
  id: 'RLS-702',
  level: 'warning',
  as: 'app_owner',
  title: 'A context key past its end is kept',
  rule: 'Keys that have ended are deleted, and at most two are there.',
  reason:
    'A row that nobody needs can be brought back by one UPDATE; and verification reads this table at every scope.',
  fix: 'rotate once more, with the key in use: platform-db keys rotate removes what has ended.',
  sql: `select format('app_private.context_keys %s', k.key_id) as object, 'has ended' as detail
from app_private.context_keys k where k.valid_until_at <= now()
union all
select 'app_private.context_keys', format('%s keys without an end', count(*))
from app_private.context_keys k where k.valid_until_at is null having count(*) > 2
order by 1`,
  example: {
    bad: "insert into app_private.context_keys values (9999, '\\x01', '\\x02', now() - interval '1 day')",
    good: "insert into app_private.context_keys values (9999, '\\x01', '\\x02', now() + interval '1 hour')",
    found: 'app_private.context_keys 9999',
  },
}
