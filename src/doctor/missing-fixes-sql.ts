import { literal } from '../kernel/ddl.ts'
import type { ServerFix } from '../kernel/server-fixes.ts'

/** The fixes among these that the server lacks. */
export function missingFixesSql(fixes: readonly ServerFix[]): string {
  const rows = fixes.flatMap(({ cve, what, defence, fixedIn }) =>
    Object.entries(fixedIn).map(
      ([major, minor]) =>
        `  (${literal(cve)}, ${major}, ${minor}, ${literal(defence === undefined ? what : `${what}; defence: ${defence}`)})`,
    ),
  )
  return `select f.cve as object, format('%s; fixed in %s.%s', f.what, f.major, f.minor) as detail
from (values
${rows.join(',\n')}
) f (cve, major, minor, what)
where f.major = current_setting('server_version_num')::int / 10000
  and f.minor > current_setting('server_version_num')::int % 10000
order by 1`
}
