import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'
import { soldOf } from './demand-sql.ts'

/** The levels of `ids` at a branch, locked in key order before anything is written: who counts them waits here. */
const lockedLevels = `
    select l.stock_item_id from stock_levels l
    where l.tenant_id = of_tenant and l.branch_id = of_branch and l.stock_item_id = any (ids)
    order by l.stock_item_id
    for no key update`

/** Called by the functions of orders, as the owner; nobody else may. An order without demand costs one comparison. */
export const claimFunctions: readonly DdlObject[] = [
  pgFunction('app.claim_stock', {
    args: 'of_tenant uuid, of_branch uuid, of_order uuid, demand jsonb, lines jsonb, expires timestamptz',
    returns: 'void',
    // One guarded UPDATE for each level, in the order of their ids, so that two baskets never wait for each other: the
    // guard is asked of what is there behind the lock. All, or nothing: what is short raises, and only then are the lines
    // looked at. As one statement with its locks in a CTE it took longer for the usual three, and much for one.
    body: `
declare
  d record;
  short uuid[] := '{}';
begin
  for d in
    select x."stockItemId" as id, x.quantity
    from jsonb_to_recordset(coalesce(demand, '[]')) as x ("stockItemId" uuid, quantity numeric) order by 1
  loop
    update stock_levels l set reserved = l.reserved + d.quantity
    where l.tenant_id = of_tenant and l.branch_id = of_branch and l.stock_item_id = d.id
      and l.on_hand - l.reserved >= d.quantity;
    if not found then
      short := short || d.id;
    end if;
  end loop;
  if cardinality(short) > 0 then
    perform app.refuse_short_stock(of_tenant, short, lines);
  end if;
  insert into stock_reservations (tenant_id, order_id, stock_item_id, branch_id, quantity, expires_at)
  select of_tenant, of_order, x."stockItemId", of_branch, x.quantity, expires
  from jsonb_to_recordset(coalesce(demand, '[]')) as x ("stockItemId" uuid, quantity numeric);
end`,
  }),
  pgFunction('app.refuse_short_stock', {
    args: 'of_tenant uuid, short uuid[], lines jsonb',
    returns: 'void',
    body: `
declare
  line_nos jsonb;
begin${soldOf('lines')}
  select coalesce(jsonb_agg(distinct s.line_no order by s.line_no), '[]'::jsonb) into line_nos
  from sold s join recipes r on r.tenant_id = of_tenant and r.product_id = s.product_id
  where r.stock_item_id = any (short);
  raise exception using errcode = '23514', constraint = 'stock_levels_available', table = 'stock_levels',
    message = 'less is available than the order takes',
    hint = jsonb_build_object('lineNos', line_nos, 'stockItemIds', to_jsonb(short))::text;
end`,
  }),
  pgFunction('app.consume_stock', {
    args: 'of_tenant uuid, of_order uuid',
    returns: 'void',
    // The movement lowers both what is on hand and what is reserved. In key order, as the claim. Again: does nothing.
    body: `
begin
  with used as (
    update stock_reservations s set state = 'consumed'
    where s.tenant_id = of_tenant and s.order_id = of_order and s.state = 'held'
    returning s.branch_id, s.stock_item_id, s.quantity
  )
  insert into stock_movements (tenant_id, branch_id, stock_item_id, kind, quantity, order_id)
  select of_tenant, u.branch_id, u.stock_item_id, 'sold', -u.quantity, of_order from used u order by u.stock_item_id;
end`,
  }),
  pgFunction('app.release_stock', {
    args: 'of_tenant uuid, of_order uuid',
    returns: 'void',
    // What was consumed stays so: goods that were cooked are gone, whatever becomes of the order. Again: does nothing.
    body: `
declare
  of_branch uuid;
  ids uuid[];
  given numeric[];
begin
  with freed as (
    update stock_reservations s set state = 'released'
    where s.tenant_id = of_tenant and s.order_id = of_order and s.state = 'held'
    returning s.branch_id, s.stock_item_id, s.quantity
  )
  select (array_agg(f.branch_id))[1], array_agg(f.stock_item_id), array_agg(f.quantity) into of_branch, ids, given
  from freed f;
  if ids is null then return; end if;
  with locked as materialized (${lockedLevels}
  )
  update stock_levels l set reserved = l.reserved - n.quantity
  from unnest(ids, given) n (stock_item_id, quantity)
  where l.tenant_id = of_tenant and l.branch_id = of_branch and l.stock_item_id = any (ids)
    and l.stock_item_id = n.stock_item_id and (select count(*) from locked) > 0;
end`,
  }),
]
