/** The columns of an order that are set, and what they are set to in a copy: what an order `o` has, or what is said here. */
export function columnsOf(sql, said) {
  return sql`
    select string_agg(quote_ident(attname), ', ') as columns,
      string_agg(coalesce(${sql.json(said)}::jsonb ->> attname, 'o.' || quote_ident(attname)), ', ') as copied
    from pg_attribute where attrelid = 'orders'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`
}
