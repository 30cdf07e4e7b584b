import type { Lint } from '../lint.ts'

export const partitionsRunOut: Lint = {
  id: 'RLS-902',
  level: 'warning',
  as: 'app_owner',
  title: 'Partitions run out',
  rule: 'The partitions of this period and the next are there.',
  reason:
    'Rows fall into the default partition: reads of a day scan all of it, and old rows can only be deleted one by one.',
  fix: 'platform-db partitions, as a scheduled job.',
  sql: `select t.table_name as object, format('no partition for %s', to_char(p.starts, 'YYYY-MM-DD')) as detail
from app_private.partitioned_tables t
cross join lateral (
  select date_trunc(t.every, now() at time zone 'UTC') + n * ('1 ' || t.every)::interval as starts from generate_series(0, 1) n) p
where to_regclass(format('public.%I', t.table_name || '_p' || to_char(p.starts, case t.every when 'day' then 'YYYY_MM_DD' else 'YYYY_MM' end))) is null
order by 1, 2`,
  example: {
    bad: "do $$ begin execute (select format('drop table %s', max(inhrelid::regclass::text)) from pg_inherits where inhparent = 'outbox'::regclass and inhrelid::regclass::text like '%_p' || to_char(now() at time zone 'UTC', 'YYYY_MM_DD')); end $$",
    good: 'select app.ensure_partitions()',
    found: 'outbox',
  },
}
