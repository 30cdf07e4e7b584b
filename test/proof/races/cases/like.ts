import { newId } from '../../../../src/index.ts'
import { anOrder } from '../../../../src/testing.ts'
import type { Ask, Home } from '../race.ts'

/** An order as the naive forms write one: like one that is there, but for these columns. */
export type WriteOrder = (ask: Ask, changes: Readonly<Record<string, string | number>>) => Promise<void>

const known = new WeakMap<Home, Promise<WriteOrder>>()

/** What every naive form writes its orders with; it need not follow the columns of the schema. */
export function ordersOf(home: Home): Promise<WriteOrder> {
  const found = known.get(home) ?? likeOne(home)
  known.set(home, found)
  return found
}

async function likeOne({ look, tenant }: Home): Promise<WriteOrder> {
  const { id } = await anOrder(tenant)
  const columns = await look<{ name: string }>(`
    select quote_ident(attname) as name from pg_attribute
    where attrelid = 'orders'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`)
  const names = columns.map(({ name }) => name)
  const text = `
    insert into orders (${names.join(', ')})
    select ${names.map((name) => `(made).${name}`).join(', ')}
    from (select jsonb_populate_record(o, $1::jsonb) as made from orders o where o.id = '${id}') as likeness`
  return async (ask, changes) => {
    // A folio that is not asked for must not stand in another's way.
    const folio = 1_000_000 + Math.floor(Math.random() * 1_000_000_000)
    await ask(text, JSON.stringify({ id: newId(), quote_id: newId(), folio, ...changes }))
  }
}
