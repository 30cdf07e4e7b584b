/**
 * Tenants until there are so many: everything that one has, again, under another tenant's id. Every key of the schema begins
 * with the tenant, so the other ids may stay what they are.
 *
 * @returns which were made, each with the place of the market that it is a copy of
 */
export async function cloneTenants(sql, market, count) {
  const [{ stored }] = await sql`select count(*)::integer as stored from tenants`
  const made =
    await sql`select gen_random_uuid() as id, (n % ${market.length})::integer as place from generate_series(1, ${count - stored}) n`
  await sql.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica')
    await tx.unsafe('create temp table clones (id uuid, model uuid) on commit drop')
    await tx`insert into clones select * from unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ place }) => market[place].tenantId)}::uuid[])`
    for (const { name, columns, copied } of await tablesOf(tx)) {
      await tx.unsafe(
        `insert into ${name} (${columns}) select ${copied} from ${name} o join clones on clones.model = o.tenant_id`,
      )
    }
  })
  return made.map(({ id, place }) => ({ ...market[place], tenantId: id }))
}

/** The log of changes is not copied: nobody asks for it. What is unique over all tenants gets a name of its own. */
async function tablesOf(sql) {
  return sql`
    select c.oid::regclass::text as name, string_agg(quote_ident(a.attname), ', ') as columns,
      string_agg(case
        when a.attname = 'tenant_id' then 'clones.id'
        when (c.relname, a.attname) in (('tenants', 'slug'), ('tenant_domains', 'host')) then 'clones.id::text'
        else 'o.' || quote_ident(a.attname) end, ', ') as copied
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'audit_log'
      and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id')
    group by c.oid`
}
