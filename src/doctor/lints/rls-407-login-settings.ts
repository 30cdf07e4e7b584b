import type { Lint } from '../lint.ts'

export const loginSettings: Lint = {
  id: 'RLS-407',
  level: 'warning',
  title: 'A setting is bound to the application’s login',
  rule: 'Nothing but timeouts, memory, logging and the time zone is set for app_user by ALTER ROLE or ALTER DATABASE.',
  reason:
    'A login may change its own settings, also from inside of an injected statement: a search_path or synchronous_commit = off then holds for every connection to come.',
  fix: 'alter role app_user reset …',
  sql: `select format('%s%s', case s.setrole when 0 then 'all roles' else s.setrole::regrole::text end,
    case s.setdatabase when 0 then '' else format(' in database %I', current_database()) end) as object,
  split_part(c, '=', 1) as detail
from pg_db_role_setting s cross join unnest(s.setconfig) c
where s.setrole in (0, (select oid from pg_roles where rolname = 'app_user'))
  and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
  and lower(split_part(c, '=', 1)) !~ '^(.*_timeout|work_mem|maintenance_work_mem|temp_file_limit|log_.*|timezone|application_name|lc_.*|datestyle|intervalstyle|jit|effective_io_concurrency|random_page_cost)$'
order by 1, 2`,
  example: {
    bad: "alter role app_user set search_path = 'evil, public'",
    good: "alter role app_user set statement_timeout = '30s'",
    found: 'app_user',
  },
}
