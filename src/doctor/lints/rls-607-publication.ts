import { tenantTables } from '../catalog-sql.ts'
import type { Lint } from '../lint.ts'

export const publication: Lint = {
  id: 'RLS-607',
  level: 'warning',
  title: 'A publication hands out every tenant',
  rule: 'A publication of a table of tenants has a row filter.',
  reason: 'Logical replication reads past the policies: whoever may subscribe gets the rows of all tenants.',
  fix: 'alter publication … set table … where (…); or, for a copy of the whole platform that is guarded like this one, --ignore RLS-607:name',
  sql: `with ${tenantTables}
select p.pubname::text as object, 'all tables' as detail from pg_publication p where p.puballtables
union all
select p.pubname::text, format('all tables in schema %s', s.pnnspid::regnamespace)
from pg_publication p join pg_publication_namespace s on s.pnpubid = p.oid
where s.pnnspid in (select c.relnamespace from tenant_tables t join pg_class c on c.oid = t.oid)
union all
select p.pubname::text, t.oid::regclass::text
from pg_publication p join pg_publication_rel r on r.prpubid = p.oid join tenant_tables t on t.oid = r.prrelid
where r.prqual is null
order by 1, 2`,
  example: {
    bad: 'create publication warehouse for table notes',
    good: "create publication warehouse for table notes where (tenant_id = '00000000-0000-7000-8000-000000000001')",
    found: 'warehouse',
  },
}
