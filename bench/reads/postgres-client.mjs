import postgres from 'postgres'

// Dates and JSON as the server writes them: whoever wants an object makes one.
const raw = { to: 1184, from: [1082, 1114, 1184], serialize: (value) => value, parse: (value) => value }

/** postgres.js with its connections made. */
export async function postgresClient(url, max) {
  const sql = postgres(url, { max, fetch_types: false, types: { raw } })
  await Promise.all(Array.from({ length: max }, () => sql`select pg_sleep(0.05)`))
  return sql
}
