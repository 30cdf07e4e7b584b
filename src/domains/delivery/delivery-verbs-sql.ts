import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'

const known = (which: string) => `
  select * into d from deliveries where tenant_id = of_tenant and order_id = of_order${which};
  if not found then
    raise exception using errcode = 'P0002', constraint = 'deliveries_known', table = 'deliveries', message = 'no such delivery';
  end if;`

const answer = `
  return query select * from deliveries where tenant_id = of_tenant and order_id = of_order;`

/** Definers: the application has no right to write an event. Who may is held here, and once more by the events. */
export const deliveryVerbs: readonly DdlObject[] = [
  pgFunction('app.assign_courier', {
    args: 'of_tenant uuid, of_order uuid, of_courier uuid',
    returns: 'setof deliveries',
    rows: 1,
    security: 'definer',
    execute: ['app_user'],
    body: `
declare
  d deliveries;
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'deliveries', message = 'for staff and the service';
  end if;${known('')}
  if d.status <> 'assigned' or d.courier_id <> of_courier then
    insert into delivery_events (tenant_id, order_id, seq, from_status, to_status, courier_id)
    values (of_tenant, of_order, d.version + 1, d.status, 'assigned', of_courier);
  end if;${answer}
end`,
  }),
  pgFunction('app.take_delivery', {
    args: 'of_tenant uuid, of_order uuid',
    returns: 'setof deliveries',
    rows: 1,
    security: 'definer',
    execute: ['app_user'],
    // The insert decides: whoever comes second waits for the first at the primary key, and then looks why.
    body: `
declare
  me constant uuid := app.actor_id();
  d deliveries;
begin
  if app.actor_kind() <> 'courier' then
    raise exception using errcode = '42501', table = 'deliveries', message = 'for couriers';
  end if;${known(' and ready_at is not null')}
  insert into delivery_events (tenant_id, order_id, seq, from_status, to_status, courier_id)
  values (of_tenant, of_order, 1, 'waiting', 'assigned', me)
  on conflict do nothing;
  if not found then
    select * into d from deliveries where tenant_id = of_tenant and order_id = of_order;
    if d.status = 'called_off' then
      raise exception using errcode = '55000', constraint = 'orders_open', table = 'orders', message = 'the order was called off';
    elsif d.status <> 'assigned' or d.courier_id <> me then
      raise exception using errcode = '55000', constraint = 'deliveries_taken_once', table = 'deliveries', message = 'somebody else brings it';
    end if;
  end if;${answer}
end`,
  }),
  pgFunction('app.fail_delivery', {
    args: 'of_tenant uuid, of_order uuid, why text',
    returns: 'setof deliveries',
    rows: 1,
    security: 'definer',
    execute: ['app_user'],
    body: `
declare
  d deliveries;
begin
  if app.actor_kind() not in ('courier', 'staff', 'service') then
    raise exception using errcode = '42501', table = 'deliveries', message = 'for couriers, staff and the service';
  end if;${known(` and (app.actor_kind() <> 'courier' or courier_id = app.actor_id())`)}
  if d.courier_id is null then
    raise exception using errcode = '23503', constraint = 'delivery_events_transition_fk', table = 'delivery_events',
      message = 'nobody brings it';
  end if;
  insert into delivery_events (tenant_id, order_id, seq, from_status, to_status, courier_id, reason)
  values (of_tenant, of_order, d.version + 1, d.status, 'failed', d.courier_id, why);${answer}
end`,
  }),
]
