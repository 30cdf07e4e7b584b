import { type DdlObject, pgFunction, pgTrigger } from '../../kernel/ddl.ts'

/** What ties a delivery to its order, whoever writes. */
export const deliveryRules: readonly DdlObject[] = [
  pgFunction('app.deliveries_begin', {
    returns: 'trigger',
    security: 'definer',
    body: `
begin
  -- Before the look-up below, whose answer would otherwise tell of orders of others.
  if new.tenant_id is distinct from app.tenant_id() then
    raise exception using errcode = '42501', table = 'deliveries', message = 'a delivery of another tenant';
  end if;
  select o.customer_id, o.branch_id into new.customer_id, new.branch_id from orders o
  where o.tenant_id = new.tenant_id and o.id = new.order_id and o.service = 'delivery';
  if not found then
    raise exception using errcode = '23503', constraint = 'deliveries_order_is_brought', table = 'deliveries',
      message = 'no such order, or none that is brought';
  end if;
  return new;
end`,
  }),
  pgTrigger('deliveries', 'deliveries_begin', 'before insert on deliveries for each row', 'app.deliveries_begin()'),
  pgFunction('app.deliver', {
    returns: 'trigger',
    security: 'definer',
    body: `
begin
  insert into deliveries (tenant_id, order_id, customer_id, branch_id)
  values (new.tenant_id, new.id, new.customer_id, new.branch_id);
  return null;
end`,
  }),
  // The condition is looked at without calling anything: an order that is picked up pays nothing.
  pgTrigger(
    'orders',
    'orders_deliver',
    `after insert on orders for each row when (new.service = 'delivery')`,
    'app.deliver()',
  ),
  pgTrigger('deliveries', 'deliveries_stay', 'before delete on deliveries for each row', 'app.refuse_change()'),
  // Back to waiting there is no event that a foreign key could ask for.
  pgTrigger(
    'deliveries',
    'deliveries_go_on',
    `before update on deliveries for each row when (
    new.version not in (old.version, old.version + 1)
    or (new.version = old.version and (new.status, new.courier_id) is distinct from (old.status, old.courier_id))
    or (new.order_id, new.customer_id, new.branch_id) is distinct from (old.order_id, old.customer_id, old.branch_id)
    or (old.ready_at is not null and new.ready_at is distinct from old.ready_at)
  )`,
    'app.refuse_change()',
  ),
  pgFunction('app.delivery_follows', {
    returns: 'trigger',
    security: 'definer',
    // The delivery moves with its order, in the same statement, or the order does not move.
    body: `
declare
  d deliveries;
  wanted constant text := case new.to_status when 'on_the_way' then 'picked_up' when 'delivered' then 'delivered' else 'called_off' end;
begin
  select * into d from deliveries where tenant_id = new.tenant_id and order_id = new.order_id;
  if not found then
    if new.to_status = 'on_the_way' then
      raise exception using errcode = '23503', constraint = 'order_events_service_fits', table = 'order_events',
        message = 'an order that is picked up goes nowhere: it is delivered at the counter';
    end if;
    return null;
  end if;
  if new.to_status = 'ready' then
    update deliveries set ready_at = new.recorded_at where tenant_id = new.tenant_id and order_id = new.order_id;
    return null;
  end if;
  if new.to_status = 'on_the_way' and d.courier_id is null then
    raise exception using errcode = '55000', constraint = 'deliveries_have_courier', table = 'deliveries',
      message = 'nobody brings the order yet';
  end if;
  if new.to_status = 'delivered' and new.from_status <> 'on_the_way' then
    raise exception using errcode = '23503', constraint = 'order_events_service_fits', table = 'order_events',
      message = 'an order that is brought is on the way before it is delivered';
  end if;
  insert into delivery_events (tenant_id, order_id, seq, from_status, to_status, courier_id, order_seq, order_status)
  values (new.tenant_id, new.order_id, d.version + 1, d.status, wanted, case when wanted <> 'called_off' then d.courier_id end,
    new.seq, new.to_status);
  return null;
end`,
  }),
  // After order_events_apply, by its name: the order itself has moved, and a step that came too late is out already.
  pgTrigger(
    'order_events',
    'order_events_delivery',
    `after insert on order_events for each row when (new.to_status in ('ready', 'on_the_way', 'delivered', 'rejected', 'cancelled'))`,
    'app.delivery_follows()',
  ),
]
