import { children, tenantTables } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

const parted = `create table parted (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id)) partition by range (id);
alter table parted owner to app_owner;
alter table parted enable row level security;
alter table parted force row level security;
create policy parted_tenant on parted as restrictive for all to public
  using (tenant_id = (select app.tenant_id())) with check (tenant_id = (select app.tenant_id()));
select app.add_partition('parted', 'parted_default', 'default');`

export const childGranted: Lint = {
  id: 'RLS-005',
  level: 'error',
  title: 'A partition or heir is granted',
  rule: 'Nobody is granted anything on a partition or heir of a table of tenants.',
  reason: 'Access to the whole table is by its own policies; by the name of a partition others apply, or none.',
  fix: 'revoke all on table … from …',
  sql: `with recursive ${tenantTables}, ${children}
select c.oid::regclass::text as object,
  format('%s to %s', string_agg(distinct lower(x.privilege_type), ', '), case x.grantee when 0 then 'public' else x.grantee::regrole::text end) as detail
from children k join pg_class c on c.oid = k.oid cross join lateral aclexplode(c.relacl) x
where x.grantee <> c.relowner
group by c.oid, x.grantee order by 1, 2`,
  example: {
    bad: `${parted}
grant select on table parted_default to app_user`,
    good: `${parted}
grant select on table parted to app_user`,
    found: 'public.parted_default',
  },
}
