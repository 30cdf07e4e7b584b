import type { Lint } from '../lint.ts'

export const noContextKey: Lint = {
  id: 'RLS-701',
  level: 'error',
  as: 'app_owner',
  title: 'No context key is valid',
  rule: 'At least one key is valid now, and without an end.',
  reason: 'Without a key nobody can enter a tenant. When every key has an end, that end is an outage.',
  fix: 'CONTEXT_KEY=… platform-db provision; after a rotation, give the processes the key that stays.',
  sql: `select 'app_private.context_keys' as object,
  case when count(*) filter (where k.valid_until_at > now()) > 0
    then format('the last one ends at %s', to_char(max(k.valid_until_at) at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"'))
    else 'there is none' end as detail
from app_private.context_keys k having count(*) filter (where k.valid_until_at is null) = 0`,
  example: {
    bad: 'delete from app_private.context_keys',
    good: "insert into app_private.context_keys values (9999, '\\x01', '\\x02', null)",
    found: 'app_private.context_keys',
  },
}
