import type { Lint } from '../lint.ts'

export const loginIsMember: Lint = {
  id: 'RLS-403',
  level: 'error',
  title: 'A login is a member of a role',
  rule: 'app_user and app_admin are members of no role.',
  reason:
    'A member may SET ROLE, also from inside of an injected statement, and has that role’s rights: its policies, its grants, its objects.',
  fix: 'revoke … from app_user',
  sql: `select m.member::regrole::text as object, format('member of %s', string_agg(m.roleid::regrole::text, ', ' order by m.roleid::regrole::text)) as detail
from pg_auth_members m join pg_roles r on r.oid = m.member
where r.rolname in ('app_user', 'app_admin') group by m.member order by 1`,
  example: {
    bad: 'grant app_owner to app_user',
    good: 'revoke app_owner from app_user',
    found: 'app_user',
  },
}
