import { newId } from '../../dist/index.js'
import { columnsOf } from '../copied-orders.mjs'

const ofCustomer = 'where tenant_id = $1 and customer_id = $2'
/** By their number: every fifth order of a tenant is its regular's. */
const ofRegular = '(folio / 200) % 5 = 0'

/**
 * What is asked of each table, and about which orders. A range is left out where the statement says the id; where it does
 * not, every range is asked.
 */
export const works = {
  point: {
    title: 'an order by its key',
    of: 'true',
    statement: (name) => `select * from ${name} where tenant_id = $1 and id = $2`,
    about: ({ tenant_id, id }) => [tenant_id, id],
  },
  regular: {
    title: 'a page of a regular, behind a key',
    of: ofRegular,
    statement: (name) => `select * from ${name} ${ofCustomer} and id < $3 order by id desc limit 20`,
    about: ({ tenant_id, customer_id, id }) => [tenant_id, customer_id, id],
  },
  guest: {
    title: 'the page of a guest with few orders',
    of: `not ${ofRegular}`,
    statement: (name) => `select * from ${name} ${ofCustomer} order by id desc limit 20`,
    about: ({ tenant_id, customer_id }) => [tenant_id, customer_id],
  },
  quote: {
    title: 'whether a quote was ordered from',
    of: 'true',
    statement: (name) => `select id from ${name} where tenant_id = $1 and quote_id = $2`,
    about: ({ tenant_id, quote_id }) => [tenant_id, quote_id],
  },
  insert: {
    title: 'a new order',
    of: 'true',
    statement: (name, { columns, copied }) =>
      `insert into ${name} (${columns}) select ${copied} from orders o limit 1 returning id`,
    about: ({ tenant_id }) => [tenant_id, newId, newId],
  },
}

/** What `insert` puts in: the order that was placed, of this tenant, with an id, a quote and a folio of its own. */
export async function inserted(sql) {
  await sql.unsafe('create sequence if not exists new_folios start 1000000000')
  const own = { tenant_id: '$1::uuid', id: '$2::uuid', quote_id: '$3::uuid', folio: `nextval('new_folios')::integer` }
  return await columnsOf(sql, own)
}

/** So many orders that a work is asked about, from anywhere in the table. */
export function someOrders(sql, { of }, name, count) {
  return sql.unsafe(
    `select tenant_id, customer_id, id, quote_id from ${name} where ${of}
     order by md5(folio::text) limit ${count}`,
  )
}
