import type { TestDb } from '../../../src/testing.ts'
import { asSuperuser } from '../../domains/as-owner.ts'

/**
 * Takes one rule out of the schema, by its name, to show that a run then finds what it kept out.
 *
 * @throws when no constraint, trigger or policy of the schema is called so
 */
export async function without(db: TestDb, rule: string): Promise<void> {
  if (!/^[a-z0-9_]+$/.test(rule)) throw new Error(`no name of a rule: ${rule}`)
  const drops = await asSuperuser<{ statement: string }>(
    db,
    `select format('alter table %s drop constraint %I cascade', conrelid::regclass, conname) as statement
     from pg_constraint where conname = '${rule}' and contype <> 't' and conparentid = 0 and conrelid <> 0
     union all
     select format('drop trigger %I on %s', tgname, tgrelid::regclass)
     from pg_trigger where tgname = '${rule}' and tgparentid = 0 and not tgisinternal
     union all
     select format('drop policy %I on %s', polname, polrelid::regclass) from pg_policy where polname = '${rule}'`,
  )
  if (drops.length === 0) throw new Error(`no such rule: ${rule}`)
  await asSuperuser(db, ...drops.map(({ statement }) => statement))
}
