import type { Scene } from './scene.ts'
import { rowsOf, type Session } from './session.ts'

/** A hash of every row of the attacked tables: equal before and after, nothing was left behind. */
export async function fingerprintOf(superuser: Session, { tables }: Scene): Promise<string> {
  const parts = tables.map(
    ({ name }) =>
      `select '${name.replaceAll("'", "''")}' as name, md5(string_agg(t::text, ';' order by t::text)) as print from ${name} t`,
  )
  const [row] = await rowsOf<{ print: string }>(
    superuser,
    `select md5(string_agg(name || coalesce(print, ''), ';' order by name)) as print from (${parts.join(' union all ')}) p`,
  )
  return row?.print ?? ''
}
