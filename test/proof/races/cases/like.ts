import { anOrder } from '../../../../src/testing.ts'
import type { Ask, Home } from '../race.ts'

/** Writes a row like one that is there, but for these fields: the naive forms need not follow the schema's columns. */
export type WriteLike = (ask: Ask, changes: Readonly<Record<string, string | number | null>>) => Promise<void>

const known = new WeakMap<Home, Map<string, Promise<WriteLike>>>()

/** Orders like the first one of this tenant, made once. */
export function ordersOf(home: Home): Promise<WriteLike> {
  return once(home, 'orders', async () => {
    const { id } = await anOrder(home.tenant)
    return like(home, 'orders', `id = '${id}'`)
  })
}

async function like({ look }: Home, table: string, where: string): Promise<WriteLike> {
  const columns = await look<{ name: string }>(`
    select quote_ident(attname) as name from pg_attribute
    where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`)
  const names = columns.map(({ name }) => name)
  const text = `
    insert into ${table} (${names.join(', ')})
    select ${names.map((name) => `(made).${name}`).join(', ')}
    from (select jsonb_populate_record(t, $1::jsonb) as made from ${table} t where ${where}) as likeness`
  return async (ask, changes) => {
    await ask(text, JSON.stringify(changes))
  }
}

function once(home: Home, what: string, make: () => Promise<WriteLike>): Promise<WriteLike> {
  const made = known.get(home) ?? new Map<string, Promise<WriteLike>>()
  known.set(home, made)
  const found = made.get(what) ?? make()
  made.set(what, found)
  return found
}
