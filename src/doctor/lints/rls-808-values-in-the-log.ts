import type { Lint } from '../lint.ts'

export const valuesInTheLog: Lint = {
  id: 'RLS-808',
  level: 'info',
  title: 'Parameters are written to the log',
  rule: 'The log holds no parameter values of every statement, or of failed ones.',
  reason:
    'Names, addresses and phone numbers of customers then stand in files that no policy guards and no erasure reaches.',
  fix: 'log_parameter_max_length_on_error = 0; log_parameter_max_length = 0 where statements are logged.',
  sql: `select s.name as object, s.setting as detail from pg_settings s
where s.name = 'log_parameter_max_length_on_error' and s.setting <> '0'
  or s.name = 'log_parameter_max_length' and s.setting <> '0'
    and (current_setting('log_statement') in ('mod', 'all') or current_setting('log_min_duration_statement') = '0')
order by 1`,
  example: {
    bad: 'set local log_parameter_max_length_on_error = -1',
    good: "set local log_parameter_max_length_on_error = 0; set local log_statement = 'none'",
    found: 'log_parameter_max_length_on_error',
  },
}
