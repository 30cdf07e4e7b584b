import { children, guarded, tenantTables } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

const parted = `create table parted (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id)) partition by range (id);
alter table parted owner to app_owner;
alter table parted enable row level security;
alter table parted force row level security;
create policy parted_tenant on parted as restrictive for all to public
  using (tenant_id = (select app.tenant_id())) with check (tenant_id = (select app.tenant_id()));`

export const childUnguarded: Lint = {
  id: 'RLS-004',
  level: 'error',
  title: 'A partition or heir is not guarded',
  rule: 'Every partition and every heir of a table of tenants has row level security enabled and forced, and the guard of its own.',
  reason:
    'A partition that is queried by its own name, or by a function of the owner, ignores the policies of its parent.',
  fix: 'make partitions with app.add_partition; for one that is there: enable and force row level security, and create the guard.',
  sql: `with recursive ${tenantTables}, ${children}
select c.oid::regclass::text as object, format('of %s', k.root::regclass) as detail
from children k join pg_class c on c.oid = k.oid
where not (c.relrowsecurity and c.relforcerowsecurity and ${guarded('c')}) order by 1`,
  example: {
    bad: `${parted}
create table parted_2026 partition of parted default`,
    good: `${parted}
select app.add_partition('parted', 'parted_default', 'default')`,
    found: 'public.parted_2026',
  },
}
