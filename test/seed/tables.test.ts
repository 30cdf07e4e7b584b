import { expect } from 'vitest'
import { housekeeping, leftEmpty, madeAnew, trail } from '../../src/seed/tables.ts'
import { test } from '../database.ts'
import { asSuperuser } from '../domains/as-owner.ts'

test('of every table of a tenant it is said what becomes of it in a seed', async ({ db }) => {
  const rows = await asSuperuser(
    db,
    `select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as name
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where a.attname = 'tenant_id' and c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('public', 'app_private')`,
  )
  const said = [...housekeeping, ...trail.map(({ table }) => table), ...madeAnew, ...leftEmpty]
  expect(said.toSorted()).toEqual(rows.map(({ name }) => String(name)).toSorted())
})
