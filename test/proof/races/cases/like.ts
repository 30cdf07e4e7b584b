import { newId } from '../../../../src/index.ts'
import { anOrder } from '../../../../src/testing.ts'
import type { Ask, Home } from '../race.ts'
import { aCode } from './codes.ts'

/** A row as the naive forms write one: like one that is there, but for these columns. */
export type WriteLike = (ask: Ask, changes: Readonly<Record<string, string | number>>) => Promise<void>

/** An order, and what was taken off one: the naive forms need not follow the columns of the schema. */
interface Likenesses {
  readonly order: WriteLike
  readonly adjustment: WriteLike
}

const known = new WeakMap<Home, Promise<Likenesses>>()

/** What the naive forms write, made once of an order with a code. */
export function likenessesOf(home: Home): Promise<Likenesses> {
  const found = known.get(home) ?? make(home)
  known.set(home, found)
  return found
}

async function make(home: Home): Promise<Likenesses> {
  const { code } = await aCode(home, {})
  const { id } = await anOrder(home.tenant, { couponCodes: [code] })
  const order = await like(home, 'orders', `t.id = '${id}'`)
  const adjustment = await like(home, 'order_adjustments', `t.order_id = '${id}'`)
  return {
    // A folio that is not asked for must not stand in another's way.
    order: (ask, changes) =>
      order(ask, {
        id: newId(),
        quote_id: newId(),
        folio: 1_000_000 + Math.floor(Math.random() * 1_000_000_000),
        ...changes,
      }),
    adjustment: (ask, changes) => adjustment(ask, { order_id: newId(), ...changes }),
  }
}

/** Writes rows of a table like the one there, which `t` is called. */
export async function like({ look }: Home, table: string, where: string): Promise<WriteLike> {
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
