/** The columns of a table that an INSERT may name: all but those that the table works out itself. */
export async function settableColumns(sql, table) {
  const rows = await sql`
    select quote_ident(attname) as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`
  return rows.map(({ name }) => name)
}
