/**
 * Does the work while the indexes of the tables, partitions too, are not written, and then makes them: all of a table's
 * rows sorted once are less work than each put in its place. They stay what they are, with their constraints and whatever
 * refers to them: the catalog says for so long that they are not ready, as of one that is being made. For a superuser whom
 * nobody else reads beside.
 *
 * @param {import('postgres').Sql} sql one connection
 * @param {readonly string[]} tables
 */
export async function withoutIndexes(sql, tables, work) {
  const indexes = await sql`
    select i.indexrelid::regclass::text as name from unnest(${tables}::text[]) as t (name)
    cross join lateral pg_partition_tree(t.name::regclass) p join pg_index i on i.indrelid = p.relid
    where p.isleaf and i.indisvalid and i.indisready`
  const names = indexes.map(({ name }) => name)
  await sql`update pg_index set indisready = false, indisvalid = false where indexrelid = any (${names}::text[]::regclass[])`
  await work()
  for (const name of names) await sql.unsafe(`reindex index ${name}`)
}
