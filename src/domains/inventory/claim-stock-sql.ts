import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'
import { soldOf } from './demand-sql.ts'

/** Called by the functions of orders, as the owner; nobody else may. An order without demand costs one comparison. */
export const claimFunctions: readonly DdlObject[] = [
  pgFunction('app.claim_stock', {
    args: 'of_tenant uuid, of_branch uuid, of_order uuid, demand jsonb, lines jsonb, expires timestamptz',
    returns: 'void',
    // One statement: levels are locked in the order of their ids, so that two baskets never wait for each other; then
    // the guard is asked of what is there behind the lock. All, or nothing: what is short raises. The lines are looked
    // at only then.
    body: `
declare
  got uuid[];
begin
  if coalesce(jsonb_array_length(demand), 0) = 0 then return; end if;
  with need as materialized (
    select (d ->> 'stockItemId')::uuid as stock_item_id, (d ->> 'quantity')::numeric as quantity
    from jsonb_array_elements(demand) d
  ), locked as materialized (
    select l.stock_item_id, n.quantity
    from need n
    join stock_levels l on l.tenant_id = of_tenant and l.branch_id = of_branch and l.stock_item_id = n.stock_item_id
    order by l.stock_item_id
    for no key update of l
  ), claimed as (
    update stock_levels l set reserved = l.reserved + k.quantity
    from locked k
    where l.tenant_id = of_tenant and l.branch_id = of_branch and l.stock_item_id = k.stock_item_id
      and l.on_hand - l.reserved >= k.quantity
    returning l.stock_item_id, k.quantity
  ), held as (
    insert into stock_reservations (tenant_id, order_id, stock_item_id, branch_id, quantity, expires_at)
    select of_tenant, of_order, c.stock_item_id, of_branch, c.quantity, expires from claimed c
    returning stock_item_id
  )
  select array_agg(h.stock_item_id) into got from held h;
  if coalesce(cardinality(got), 0) < jsonb_array_length(demand) then
    perform app.refuse_short_stock(of_tenant, array(
      select (d ->> 'stockItemId')::uuid from jsonb_array_elements(demand) d
      where (d ->> 'stockItemId')::uuid <> all (coalesce(got, '{}'))
    ), lines);
  end if;
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
begin
  with freed as materialized (
    update stock_reservations s set state = 'released'
    where s.tenant_id = of_tenant and s.order_id = of_order and s.state = 'held'
    returning s.branch_id, s.stock_item_id, s.quantity
  ), locked as materialized (
    select l.branch_id, l.stock_item_id, f.quantity
    from freed f
    join stock_levels l on l.tenant_id = of_tenant and l.branch_id = f.branch_id and l.stock_item_id = f.stock_item_id
    order by l.stock_item_id
    for no key update of l
  )
  update stock_levels l set reserved = l.reserved - k.quantity
  from locked k
  where l.tenant_id = of_tenant and l.branch_id = k.branch_id and l.stock_item_id = k.stock_item_id;
end`,
  }),
]
