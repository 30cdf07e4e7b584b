import type { Lint } from '../lint.ts'

export const frozenContext: Lint = {
  id: 'RLS-107',
  level: 'error',
  title: 'A policy calls a function that is not STABLE',
  rule: 'The functions of the context, and every function without arguments that a policy calls, are STABLE.',
  reason:
    'An IMMUTABLE one is evaluated while planning: a prepared statement then keeps the tenant of whoever planned it. A VOLATILE one keeps every index from being used.',
  fix: 'alter function … stable',
  sql: `select p.oid::regprocedure::text as object, case p.provolatile when 'i' then 'immutable' else 'volatile' end as detail
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where p.provolatile <> 's' and p.pronargs = 0
  and (n.nspname = 'app' and p.proname in ('context', 'tenant_id', 'actor_id', 'actor_kind', 'actor')
    or n.nspname <> 'pg_catalog' and exists (
      select from pg_depend d
      where d.classid = 'pg_policy'::regclass and d.refclassid = 'pg_proc'::regclass and d.refobjid = p.oid))
order by 1`,
  example: {
    bad: 'alter function app.actor_kind() immutable',
    good: 'alter function app.actor_kind() stable',
    found: 'app.actor_kind()',
  },
}
