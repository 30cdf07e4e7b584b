import { verify } from '../../dist/verify/verify.js'

/** How many tenants are looked at. */
const TENANTS = 2

/** Stars have no reviews below them. */
const NOT_LOADED = 'ratings'

/**
 * What was loaded under no trigger must be what the verbs would have made: of some tenants every counter, sum and chain by
 * the rules of `platform-db verify`, and every row that an order refers to, by the foreign keys themselves.
 *
 * @throws {Error} with what is otherwise
 */
export async function checkSample(db, sql, shops) {
  const tenants = [...new Set(shops.map(({ tenantId }) => tenantId))]
  const some = Array.from(
    { length: TENANTS },
    (_, i) => tenants[Math.floor(((i + 1) * tenants.length) / (TENANTS + 1))],
  )
  for (const tenantId of some) {
    const verified = await verify(db, { tenantId })
    const differences = verified.differences.filter(({ rule }) => rule !== NOT_LOADED)
    if (differences.length > 0) throw new Error(`the load does not add up: ${JSON.stringify(differences.slice(0, 3))}`)
  }
  for (const { name, from, to, own, theirs } of await references(sql)) {
    const same = own.map((column, i) => `t.${theirs[i]} = f.${column}`).join(' and ')
    const [{ missing }] = await sql.unsafe(`
      select count(*)::integer as missing from ${from} f
      where f.tenant_id in (${some.map((id) => `'${id}'`).join(', ')}) and num_nulls(${own.map((column) => `f.${column}`).join(', ')}) = 0
        and not exists (select from ${to} t where ${same})`)
    if (missing > 0) throw new Error(`the load does not hold ${name}: ${missing} rows of ${some.length} tenants`)
  }
}

const references = (sql) => sql`
  select k.conname as name, k.conrelid::regclass::text as from, k.confrelid::regclass::text as to,
    (select array_agg(quote_ident(a.attname) order by c.n) from unnest(k.conkey) with ordinality c (num, n)
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.num) as own,
    (select array_agg(quote_ident(a.attname) order by c.n) from unnest(k.confkey) with ordinality c (num, n)
      join pg_attribute a on a.attrelid = k.confrelid and a.attnum = c.num) as theirs
  from pg_constraint k
  where k.contype = 'f' and k.conparentid = 0
    and k.conrelid in ('orders'::regclass, 'order_items'::regclass, 'order_events'::regclass, 'order_folio_counters'::regclass)`
