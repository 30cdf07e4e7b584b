import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'

/** How long a restaurant has to accept an order, in minutes. */
export const acceptMinutes = 15

/**
 * Everything that placing an order is, in one statement: what it locks is locked for server time only. Locks, always in
 * this order, so that two orders never wait for each other: the idempotency key, promotions with their coupons, their
 * customers, stock levels (each kind by its key), the kitchen slot, the folio of branch and day.
 *
 * As a definer: the application has no right to insert an order. Whom the order is for is held here.
 */
const placeOrder = pgFunction('app.place_order', {
  args: 'of_tenant uuid, of_quote uuid, new_order uuid, wanted_key text, request bytea',
  returns: 'setof orders',
  rows: 1,
  security: 'definer',
  execute: ['app_user'],
  body: `
#variable_conflict use_variable
declare
  who constant text := app.actor();
  q order_quotes;
  o orders;
  taken record;
  now_there record;
  lines jsonb;
  adjustments jsonb;
  demand jsonb;
  line_count integer;
  adjustment_count integer;
begin
  insert into idempotency_keys (tenant_id, actor, verb, key, request_hash, result_id)
  values (of_tenant, who, 'placeOrder', wanted_key, request, new_order)
  on conflict do nothing;
  if not found then
    -- Its own statement, so its own snapshot: it sees what a racing request has just committed.
    select k.request_hash, k.result_id into taken from idempotency_keys k
    where k.tenant_id = of_tenant and k.actor = who and k.verb = 'placeOrder' and k.key = wanted_key;
    if taken.request_hash is distinct from request then
      raise exception using errcode = '23505', constraint = 'idempotency_keys_same_request', table = 'idempotency_keys',
        message = 'the key was used for another request';
    end if;
    -- Anybody may write a key of their own, with any result: the order is given to whom it could have been placed for.
    return query select * from orders
    where tenant_id = of_tenant and id = taken.result_id
      and (app.actor_kind() in ('staff', 'service') or (app.actor_kind() = 'customer' and customer_id = app.actor_id()));
    return;
  end if;

  select * into q from order_quotes
  where tenant_id = of_tenant and id = of_quote
    and (app.actor_kind() in ('staff', 'service') or (app.actor_kind() = 'customer' and customer_id = app.actor_id()));
  if not found then
    raise exception using errcode = 'P0002', constraint = 'order_quotes_known', table = 'order_quotes', message = 'no such quote';
  end if;

  -- Once: the document is compressed, and unpacked at every look.
  lines := q.document->'lines';
  adjustments := q.document->'adjustments';
  demand := q.document->'demand';
  line_count := jsonb_array_length(lines);
  adjustment_count := jsonb_array_length(adjustments);

  select
    exists (select from orders where tenant_id = of_tenant and quote_id = of_quote) as used,
    exists (
      select from menu_placements p
      where p.tenant_id = of_tenant and p.branch_id = q.branch_id and p.channel = q.channel and p.version_id = q.menu_version_id
        and p.live_from_at <= now() and (p.live_until_at is null or p.live_until_at > now())
    ) and q.price_ids = array(
      select p.id from product_prices p
      where p.tenant_id = of_tenant and p.menu_id = q.menu_id and p.product_id = any (q.product_ids)
        and (p.branch_id is null or p.branch_id = q.branch_id) and (p.channel is null or p.channel = q.channel)
        and (p.service is null or p.service = q.service)
        and p.valid_from_at <= now() and (p.valid_until_at is null or p.valid_until_at > now())
      order by p.id
    ) as unchanged,
    array(
      select s.product_id from sold_outs s
      where s.tenant_id = of_tenant and s.branch_id = q.branch_id and s.product_id = any (q.product_ids)
        and s.since_at <= now() and (s.until_at is null or s.until_at > now())
    ) as sold_out,
    app.is_open(of_tenant, q.branch_id, q.service, greatest(now(), (
      select k.starts_at from kitchen_slots k where k.tenant_id = of_tenant and k.id = q.slot_id
    ))) as open
  into now_there;
  -- Before its claims, which its own order may have taken the last of; of two at once, the unique key decides.
  if now_there.used then
    raise exception using errcode = '23505', constraint = 'orders_quote_key', table = 'orders', message = 'the quote became an order already';
  end if;
  if now() >= q.expires_at then
    raise exception using errcode = '55000', constraint = 'order_quotes_not_expired', table = 'order_quotes',
      message = 'the quote has expired', hint = jsonb_build_object('expiredAt', q.expires_at)::text;
  end if;
  if cardinality(now_there.sold_out) > 0 then
    raise exception using errcode = '55000', constraint = 'order_quotes_still_on_sale', table = 'order_quotes', message = 'something has sold out',
      hint = jsonb_build_object('lineNos', (
        select jsonb_agg(l.value->'lineNo' order by l.ordinality) from jsonb_array_elements(lines) with ordinality l
        where (l.value->>'itemId')::uuid = any (now_there.sold_out)
          or exists (select from jsonb_array_elements(l.value->'modifiers') m where (m.value->>'optionId')::uuid = any (now_there.sold_out))
      ))::text;
  end if;
  if not now_there.unchanged then
    raise exception using errcode = '55000', constraint = 'order_quotes_prices_hold', table = 'order_quotes', message = 'prices have changed: quote again';
  end if;
  if not now_there.open then
    raise exception using errcode = '55000', constraint = 'branches_open', table = 'branches', message = 'the branch is closed',
      hint = (select jsonb_strip_nulls(jsonb_build_object('nextOpeningAt', min(n.opens_at)))
        from app.next_opening(of_tenant, q.branch_id, q.service, now()) n)::text;
  end if;

  if adjustment_count > 0 then
    perform app.claim_promotions(of_tenant, q.customer_id, adjustments);
  end if;
  if demand <> '[]' then
    perform app.claim_stock(of_tenant, q.branch_id, new_order, demand, lines, now() + interval '${acceptMinutes} minutes');
  end if;
  if q.slot_id is not null then
    perform app.claim_slot(of_tenant, q.branch_id, q.service, q.slot_id, q.units, q.subtotal);
  end if;

  -- All rows in one statement: starting one costs as much as a row. Modifiers apart, for many orders have none.
  with placed as (
    insert into orders (tenant_id, id, branch_id, customer_id, service, channel, quote_id, quote_hash, slot_id, notes, line_count,
      adjustment_count, units, subtotal, discount, delivery_fee, delivery_discount, delivery_iva_rate, tip, iva, accept_by_at)
    values (of_tenant, new_order, q.branch_id, q.customer_id, q.service, q.channel, q.id, q.hash, q.slot_id, q.notes,
      line_count, adjustment_count, q.units, q.subtotal, q.discount, q.delivery_fee, q.delivery_discount, q.delivery_iva_rate,
      q.tip, q.iva, now() + interval '${acceptMinutes} minutes')
    returning *
  ), items as (
    insert into order_items (tenant_id, order_id, line_no, customer_id, line_count, adjustment_count, menu_version_id, menu_item_id, name,
      iva_class, sat_product_key, sat_unit_key, quantity, unit_price, discount, paid_by_third, iva_rate)
    select of_tenant, new_order, l."lineNo", q.customer_id, line_count, adjustment_count, q.menu_version_id, l."itemId", l.name,
      l."ivaClass", l."satProductKey", l."satUnitKey", l.quantity, l."unitPrice", l.discount, l."paidByThird", l."ivaRate"
    from jsonb_to_recordset(lines) as l ("lineNo" integer, "itemId" uuid, name text, "ivaClass" text, "satProductKey" text,
      "satUnitKey" text, quantity integer, "unitPrice" mxn, discount mxn, "paidByThird" mxn, "ivaRate" rate6)
  ), lowered as (
    insert into order_adjustments (tenant_id, order_id, adjustment_no, customer_id, line_count, adjustment_count, kind, promotion_id,
      coupon_id, name, funded_by, treatment, stacking_group, applies_to, amount, shares)
    select of_tenant, new_order, a."adjustmentNo", q.customer_id, line_count, adjustment_count, a.kind, a."promotionId",
      a."couponId", a.name, a."fundedBy", a.treatment, a."stackingGroup", a."appliesTo", a.amount,
      a.shares
    from jsonb_to_recordset(adjustments) as a ("adjustmentNo" integer, kind text, "promotionId" uuid, "couponId" uuid,
      name text, "fundedBy" text, treatment text, "stackingGroup" text, "appliesTo" text, amount mxn, shares numeric[])
  ), told as (
    insert into order_events (tenant_id, order_id, seq, customer_id, to_status)
    values (of_tenant, new_order, 1, q.customer_id, 'placed')
  )
  select * into o from placed;
  if lines @? '$[*].modifiers[*]' then
    insert into order_item_modifiers (tenant_id, order_id, line_no, position, parent_position, customer_id, option_id, group_name,
      option_name, quantity, price)
    select of_tenant, new_order, l."lineNo", m.position, m."parentPosition", q.customer_id, m."optionId", m."groupName",
      m."optionName", m.quantity, m.price
    from jsonb_to_recordset(lines) as l ("lineNo" integer, modifiers jsonb)
    cross join lateral jsonb_to_recordset(l.modifiers) as m (position integer, "parentPosition" integer, "optionId" uuid,
      "groupName" text, "optionName" text, quantity integer, price mxn);
  end if;
  return next o;
end`,
})

/** One step of an order, and the order after it. As the caller: the policies of the events say whose orders one may move. */
const takeStep = pgFunction('app.take_step', {
  args: 'of_tenant uuid, of_order uuid, wanted text, why text, expected integer',
  returns: 'setof orders',
  rows: 1,
  execute: ['app_user'],
  body: `
declare
  o orders;
begin
  select * into o from orders where tenant_id = of_tenant and id = of_order;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'orders_known', table = 'orders', message = 'no such order';
  end if;
  if o.version <> expected then
    raise exception using errcode = '40001', constraint = 'orders_version_expected', table = 'orders',
      message = 'another step was taken', hint = jsonb_build_object('version', o.version, 'status', o.status)::text;
  end if;
  insert into order_events (tenant_id, order_id, seq, customer_id, from_status, to_status, reason)
  values (of_tenant, of_order, o.version + 1, o.customer_id, o.status, wanted, why);
  -- What the event has made of it, and nothing else can: to read it once more would cost a tenth of the step.
  o.status := wanted;
  o.version := o.version + 1;
  return next o;
end`,
})

/**
 * Calls off the order that has waited longest past its time, or none. One, not several: what is given back for an order is
 * locked in the order of placeOrder, and for two of them it would not be. As the caller: the event is stamped with them.
 */
const rejectOverdue = pgFunction('app.reject_overdue_order', {
  args: 'of_tenant uuid',
  returns: 'uuid',
  execute: ['app_user'],
  body: `
declare
  d orders;
begin
  select * into d from app.overdue_order(of_tenant);
  if found then
    insert into order_events (tenant_id, order_id, seq, customer_id, from_status, to_status, reason)
    values (of_tenant, d.id, d.version + 1, d.customer_id, d.status, 'rejected', 'not accepted in time');
  end if;
  return d.id;
end`,
})

const overdueOrder = pgFunction('app.overdue_order', {
  args: 'of_tenant uuid',
  returns: 'setof orders',
  rows: 1,
  security: 'definer',
  execute: ['app_user'],
  // A lock needs the right to update, which the application does not have. What is being moved right now is passed over.
  body: `
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'orders', message = 'for staff and the service';
  end if;
  return query
  select * from orders
  where tenant_id = of_tenant and status = 'placed' and accept_by_at <= now()
  order by accept_by_at, id limit 1
  for no key update skip locked;
end`,
})

export const placeFunctions: readonly DdlObject[] = [placeOrder, takeStep, overdueOrder, rejectOverdue]
