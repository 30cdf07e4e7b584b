import type { TestDb } from '../../src/testing.ts'
import { asSuperuser } from '../domains/as-owner.ts'

/** Foreign keys with rows that refer to nothing, asked of the rows: the keys themselves were not looked at meanwhile. */
export async function brokenForeignKeys(db: TestDb): Promise<readonly string[]> {
  const keys = await asSuperuser(
    db,
    `select k.conname as name, k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent,
      (select json_agg(json_build_array(a.attname, b.attname) order by u.n) from unnest(k.conkey, k.confkey) with ordinality u(c, p, n)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.c
        join pg_attribute b on b.attrelid = k.confrelid and b.attnum = u.p)::text as pairs
    from pg_constraint k where k.contype = 'f' and k.conparentid = 0 order by 1`,
  )
  return brokenOf(
    db,
    keys.map(({ name, child, parent, pairs: text }) => {
      const pairs = JSON.parse(String(text)) as readonly (readonly [string, string])[]
      const full = pairs.map(([own]) => `c."${own}" is not null`).join(' and ')
      const same = pairs.map(([own, other]) => `p."${other}" = c."${own}"`).join(' and ')
      return [
        String(name),
        `select from ${String(child)} c where ${full} and not exists (select from ${String(parent)} p where ${same})`,
      ]
    }),
  )
}

/** Checks that a row does not pass, asked of the rows. */
export async function brokenChecks(db: TestDb): Promise<readonly string[]> {
  const checks = await asSuperuser(
    db,
    `select conname as name, conrelid::regclass::text as of_table, pg_get_expr(conbin, conrelid) as expression
    from pg_constraint where contype = 'c' and conparentid = 0 and conrelid <> 0 order by 1`,
  )
  return brokenOf(
    db,
    checks.map(({ name, of_table: table, expression }) => [
      String(name),
      `select from ${String(table)} where not (${String(expression)})`,
    ]),
  )
}

async function brokenOf(
  db: TestDb,
  queries: readonly (readonly [name: string, query: string])[],
): Promise<readonly string[]> {
  const asked = queries.map(([name, query]) => `select '${name}' as name where exists (${query})`)
  const rows = await asSuperuser(db, asked.join(' union all '))
  return rows.map(({ name }) => String(name))
}

/** How many foreign keys and checks there are, so that none to look at is noticed. */
export async function constraintCounts(db: TestDb): Promise<{ readonly keys: number; readonly checks: number }> {
  const [row] = await asSuperuser(
    db,
    `select count(*) filter (where contype = 'f')::int as keys, count(*) filter (where contype = 'c')::int as checks
    from pg_constraint where conparentid = 0 and conrelid <> 0`,
  )
  return { keys: Number(row?.['keys']), checks: Number(row?.['checks']) }
}
