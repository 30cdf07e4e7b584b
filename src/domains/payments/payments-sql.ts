import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'

/** No other kind of actor has heard the provider. */
export const serviceOnly = `
  if app.actor_kind() <> 'service' then
    raise exception using errcode = '42501', table = 'payments', message = 'only the service hears the provider';
  end if;`

export const paymentFunctions: readonly DdlObject[] = [
  pgFunction('app.start_payment', {
    args: 'of_tenant uuid, new_id uuid, of_order uuid, of_method text, of_provider text, of_change_for numeric, of_key text',
    returns: 'uuid',
    security: 'definer',
    execute: ['app_user'],
    // The insert decides: of two racing starts one meets payments_one_live_per_order or the key, waits for the other to
    // commit, and then finds it below.
    body: `
declare
  p payments;
begin
  perform from orders o
  where o.tenant_id = of_tenant and o.id = of_order
    and case app.actor_kind() when 'customer' then o.customer_id = app.actor_id()
      when 'courier' then app.brings(of_tenant, of_order, app.actor_id()) else true end;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'orders_known', table = 'orders', message = 'no such order';
  end if;
  for attempt in 1..2 loop
    select * into p from payments where tenant_id = of_tenant and order_id = of_order and idempotency_key = of_key;
    if found then
      if (p.method, p.provider, p.change_for) is distinct from (of_method, of_provider, of_change_for) then
        raise exception using errcode = '23505', constraint = 'payments_idempotency_key', table = 'payments',
          message = 'the key was used for another payment';
      end if;
      return p.id;
    end if;
    insert into payments (tenant_id, id, order_id, customer_id, method, provider, change_for, idempotency_key)
    select o.tenant_id, new_id, o.id, o.customer_id, of_method, of_provider, of_change_for, of_key
    from orders o where o.tenant_id = of_tenant and o.id = of_order
    on conflict do nothing;
    if found then
      return new_id;
    end if;
  end loop;
  perform from payments where tenant_id = of_tenant and order_id = of_order and status = 'captured';
  raise exception using errcode = '23505', table = 'payments', message = 'the order has a payment',
    constraint = case when found then 'payments_order_paid' else 'payments_one_live_per_order' end;
end`,
  }),
  pgFunction('app.request_capture', {
    args: 'of_tenant uuid, of_payment uuid',
    returns: 'setof payments',
    rows: 1,
    security: 'definer',
    execute: ['app_user'],
    // Locks the order, then the payment. Asked twice it says yes twice: the provider's key makes that one capture.
    body: `
declare
  of_status text;
begin${serviceOnly}
  select o.status into of_status from payments p
  join orders o on o.tenant_id = of_tenant and o.id = p.order_id
  where p.tenant_id = of_tenant and p.id = of_payment
  for share of o;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'payments_known', table = 'payments', message = 'no such payment';
  end if;
  if of_status in ('rejected', 'cancelled') then
    raise exception using errcode = '55000', constraint = 'orders_open', table = 'orders', message = 'the order was called off';
  end if;
  return query
  update payments p set capture_requested_at = coalesce(p.capture_requested_at, now())
  where p.tenant_id = of_tenant and p.id = of_payment
    and (p.status = 'captured' or (p.status = 'authorized' and p.void_requested_at is null))
  returning p.*;
  if not found then
    raise exception using errcode = '55000', constraint = 'payments_can_be_captured', table = 'payments',
      message = 'the payment is not authorised, or is being voided';
  end if;
end`,
  }),
  pgFunction('app.request_void', {
    args: 'of_tenant uuid, of_payment uuid',
    returns: 'void',
    security: 'definer',
    execute: ['app_user'],
    // Cash has nobody to ask: it is void at once. Elsewhere the provider's word ends the payment, never ours: a call that
    // is still under way may yet take the money.
    body: `
declare
  p payments;
begin
  select * into p from payments
  where tenant_id = of_tenant and id = of_payment
    and case app.actor_kind() when 'customer' then customer_id = app.actor_id()
      when 'courier' then app.brings(of_tenant, order_id, app.actor_id()) else true end
  for update;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'payments_known', table = 'payments', message = 'no such payment';
  end if;
  if p.status in ('voided', 'declined', 'expired') then
    return;
  end if;
  if p.status = 'captured' or p.capture_requested_at is not null then
    raise exception using errcode = '55000', constraint = 'payments_can_be_voided', table = 'payments',
      message = 'the payment is captured, or is being captured';
  end if;
  if p.method = 'cash' then
    insert into payment_events (tenant_id, payment_id, method, seq, from_status, to_status)
    values (of_tenant, of_payment, p.method, p.version + 1, p.status, 'voided');
  else
    update payments set void_requested_at = coalesce(void_requested_at, now())
    where tenant_id = of_tenant and id = of_payment;
  end if;
end`,
  }),
  pgFunction('app.payment_news', {
    args: 'of_tenant uuid, of_provider text, of_event text, of_payment uuid, of_ref text, of_news text, of_amount numeric',
    returns: 'text',
    security: 'definer',
    execute: ['app_user'],
    // Answers and webhooks come here, in any order and any number: the payment's lock puts them in a row, and what is
    // known already moves nothing. What cannot be true is logged for somebody to look at; an answer is refused aloud.
    body: `
declare
  p payments;
  verdict text;
begin${serviceOnly}
  if of_payment is null then
    select * into p from payments where tenant_id = of_tenant and provider = of_provider and provider_ref = of_ref for update;
  else
    select * into p from payments where tenant_id = of_tenant and id = of_payment and provider = of_provider for update;
  end if;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'payments_known', table = 'payments', message = 'no such payment';
  end if;
  if of_event is not null and exists (
    select from provider_events e
    where e.tenant_id = of_tenant and e.provider = of_provider and e.provider_event_id = of_event
  ) then
    return 'known';
  end if;
  verdict := case
    when of_amount <> p.amount or of_ref <> p.provider_ref then 'refused'
    when of_news = p.status then 'known'
    when of_news = 'authorized' and (p.method <> 'card' or p.status <> 'intended') then 'known'
    when p.status in ('intended', 'authorized') then 'applied'
    when p.status <> 'captured' and of_news <> 'captured' then 'known'
    else 'refused'
  end;
  if verdict = 'refused' and of_event is null then
    raise exception using errcode = '55000', constraint = 'payments_provider_agrees', table = 'payments',
      message = 'what the provider says does not fit the payment';
  end if;
  if verdict <> 'refused' and p.provider_ref is null and of_ref is not null then
    update payments set provider_ref = of_ref where tenant_id = of_tenant and id = p.id;
  end if;
  if verdict = 'applied' then
    if of_news = 'captured' and p.method = 'card' and p.status = 'intended' then
      -- Captured before its authorisation was heard of: both steps are taken.
      insert into payment_events (tenant_id, payment_id, method, seq, from_status, to_status)
      values (of_tenant, p.id, p.method, p.version + 1, p.status, 'authorized');
      p.version := p.version + 1;
      p.status := 'authorized';
    end if;
    insert into payment_events (tenant_id, payment_id, method, seq, from_status, to_status)
    values (of_tenant, p.id, p.method, p.version + 1, p.status, of_news);
  end if;
  if of_event is not null then
    insert into provider_events (tenant_id, provider, provider_event_id, payment_id, news, amount, outcome)
    values (of_tenant, of_provider, of_event, p.id, of_news, of_amount, verdict);
  end if;
  return verdict;
end`,
  }),
]
