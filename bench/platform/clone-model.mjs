import { withoutIndexes } from './sleeping-indexes.mjs'

/** A log tells of people, keys are of the last minutes, and what is told has been read. */
const notCopied = ['audit_log', 'idempotency_keys', 'outbox']

/** What stands between the moment and the last 48 bits of an id of the first copy. */
const FIRST = '-7001-8000-'

/**
 * The model so many times more: each row as text, with every id in it, whichever column, array or document it stands in,
 * made one of that copy; its moment and its last 48 bits stay, what is between becomes the number of the copy. No rule is
 * asked again: what the rules have let in once satisfies them under another name.
 *
 * Only in the first are ids found by a pattern: that takes the server ten times as long as to find the same few letters.
 *
 * @param {readonly import('postgres').Sql[]} connections for which no trigger fires
 */
export async function cloneModel(connections, tenantId, copies) {
  const [sql] = connections
  const left = (await tablesOf(sql)).values()
  const pattern = `'([0-9a-f]{8}-[0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-([0-9a-f]{12})'`
  const first = (text) => `regexp_replace(${text}, ${pattern}, '\\1' || k.mark || '\\2', 'g')`
  const more = (text) => `replace(${text}, '${FIRST}', k.mark)`
  const copy = ({ name, columns, copied }, of, from, to, changed) => `
    -- Read once: it stands in the table that grows.
    with o as materialized (select * from ${name} where tenant_id = '${of}'),
    k as materialized (
      select k.mark, app.search_key('${of}') as own_key, app.search_key((${changed(`'${of}'`)})::uuid) as new_key
      from generate_series(${from}, ${to}) n
      cross join lateral (select '-7' || lpad(to_hex(n), 3, '0') || '-8000-' as mark offset 0) k
    )
    insert into ${name} (${columns}) select ${copied}
    -- Without the offset, the row would be made anew for each of its columns.
    from k cross join o cross join lateral (select (${changed('o::text')})::${name} as made offset 0) c`
  const [{ one }] = await sql.unsafe(`select ${first(`'${tenantId}'`)} as one from (select '${FIRST}' as mark) k`)
  await Promise.all(
    connections.map(async (own) => {
      // Each takes the next that nobody has taken.
      for (const table of left) {
        await withoutIndexes(own, [table.name], async () => {
          await own.unsafe(copy(table, tenantId, 1, 1, first))
          await own.unsafe(copy(table, one, 2, copies, more))
        })
      }
    }),
  )
}

/** What is worked out of a text with ids in it, or of the tenant's, is worked out anew. */
const workedOut = {
  'menu_snapshots.etag': `encode(sha256(convert_to((c.made).document, 'UTF8')), 'hex')`,
  'menu_search.terms': `replace((c.made).terms::text, k.own_key, k.new_key)::text[]`,
}

async function tablesOf(sql) {
  const tables = await sql`
    select c.oid::regclass::text as name, c.relname as short, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all (${notCopied})
      and c.relnamespace in ('public'::regnamespace, 'app_private'::regnamespace)
      and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id')
    group by c.oid
    order by pg_table_size(c.oid) desc`
  return tables.map(({ name, short, columns }) => ({
    name,
    columns: columns.map((column) => `"${column}"`).join(', '),
    copied: columns.map((column) => workedOut[`${short}.${column}`] ?? `(c.made)."${column}"`).join(', '),
  }))
}
