import type { TestDb } from '../../src/testing.ts'
import { asSuperuser } from '../domains/as-owner.ts'

/** By table: how many rows a tenant's tables have, and one hash of everything in them. */
export async function hashOfRows(db: TestDb): Promise<Readonly<Record<string, string>>> {
  const tables = await asSuperuser(
    db,
    `select a.attrelid::regclass::text as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      join pg_namespace n on n.oid = c.relnamespace
    where a.attname = 'tenant_id' and c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('public', 'app_private')
    order by 1`,
  )
  const query = tables.map(
    ({ name }) =>
      `select '${String(name)}' as name, count(*)::text || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text collate "C")), '') as hash from ${String(name)} t`,
  )
  const rows = await asSuperuser(db, query.join(' union all '))
  return Object.fromEntries(rows.map(({ name, hash }) => [String(name), String(hash)]))
}
