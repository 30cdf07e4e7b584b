import { columnsOf } from '../copied-orders.mjs'

/**
 * Orders until there are so many, dealt out to the tenants in turns, so that those of one lie as far apart as they do when
 * many sell at once. They are copies of the first of each tenant; the rules have let that one in. The lines and the events
 * are not copied: what an order has below it is found by its key, and would be ten times the rows.
 *
 * The indexes stay: keys that grow at their right ends cost no more than making four of the eight anew (measured).
 */
export async function loadOrders(sql, count) {
  const [{ stored }] = await sql`select count(*)::integer as stored from orders`
  const { columns, copied } = await columnsOf(sql, {
    id: 'app.uuid_v7()',
    quote_id: 'app.uuid_v7()',
    folio: 'folios.last + n',
  })
  await sql.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica')
    // A hash of the few against the many: the rows come in the order of n.
    await tx.unsafe(`
      with o as materialized (
        select *, row_number() over (order by tenant_id) - 1 as turn, count(*) over () as turns
        from (select distinct on (tenant_id) * from orders order by tenant_id, id) first
      )
      insert into orders (${columns}) select ${copied}
      from generate_series(1, ${count - stored}) n
      join o on o.turn = n % (select max(turns) from o)
      cross join (select max(folio) + 1000000 as last from orders) folios`)
  })
}
