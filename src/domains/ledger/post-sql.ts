import { type DdlObject, pgFunction, pgTrigger } from '../../kernel/ddl.ts'

const posts =
  'kind text, restaurant uuid, member uuid, provider text, reason text, amount numeric, net numeric, iva numeric'

export const postFunctions: readonly DdlObject[] = [
  pgFunction('app.post_journal', {
    args: 'of_tenant uuid, of_source text, of_order uuid, of_payment uuid, of_refund uuid, of_hand_in uuid, of_payout uuid, of_day date, posts jsonb',
    returns: 'void',
    security: 'definer',
    // An amount above zero is a debit, below zero a credit; zeros are left out. Locks the accounts in the order of their
    // keys: two journals that meet in several accounts never wait for each other in a circle.
    body: `
declare
  new_id uuid := app.uuid_v7();
begin
  insert into ledger_journals (tenant_id, id, source, order_id, payment_id, refund_id, hand_in_id, payout_id)
  values (of_tenant, new_id, of_source, of_order, of_payment, of_refund, of_hand_in, of_payout);
  insert into ledger_accounts (tenant_id, kind, restaurant_id, membership_id, provider)
  select distinct of_tenant, p.kind, p.restaurant, p.member, p.provider
  from jsonb_to_recordset(posts) as p(${posts})
  where p.amount <> 0 and not exists (
    select from ledger_accounts a
    where a.tenant_id = of_tenant and a.kind = p.kind and a.owner = coalesce(p.restaurant::text, p.member::text, p.provider, '')
  )
  order by 2, 3, 4, 5
  on conflict do nothing;
  perform from ledger_accounts a
  where a.tenant_id = of_tenant and (a.kind, a.owner) in (
    select p.kind, coalesce(p.restaurant::text, p.member::text, p.provider, '')
    from jsonb_to_recordset(posts) as p(${posts}) where p.amount <> 0
  )
  order by a.kind, a.owner
  for no key update;
  insert into ledger_entries (tenant_id, journal_id, entry_no, account_id, reason, debit, credit, net, iva, booked_on)
  select of_tenant, new_id, p.no, a.id, p.reason, greatest(p.amount, 0), greatest(-p.amount, 0),
    coalesce(p.net, 0), coalesce(p.iva, 0), greatest(of_day, a.closed_through_on + 1)
  from rows from (jsonb_to_recordset(posts) as (${posts})) with ordinality
    as p(kind, restaurant, member, provider, reason, amount, net, iva, no)
  join ledger_accounts a
    on a.tenant_id = of_tenant and a.kind = p.kind and a.owner = coalesce(p.restaurant::text, p.member::text, p.provider, '')
  where p.amount <> 0;
end`,
  }),
  pgFunction('app.post_capture', {
    returns: 'trigger',
    security: 'definer',
    body: `
declare
  p payments;
  zone text;
  holder jsonb;
  rounded numeric := 0;
begin
  select * into p from payments where tenant_id = new.tenant_id and id = new.payment_id;
  select b.time_zone into zone from orders o
  join branches b on b.tenant_id = new.tenant_id and b.id = o.branch_id
  where o.tenant_id = new.tenant_id and o.id = p.order_id;
  if p.provider is null then
    select jsonb_build_object('kind', case when c.membership_id is null then 'till_cash' else 'courier_cash' end, 'member', c.membership_id),
      c.rounding
    into holder, rounded from cash_collections c where c.tenant_id = new.tenant_id and c.payment_id = p.id;
    if not found then
      raise exception using errcode = '23503', constraint = 'ledger_journals_cash_is_collected', table = 'ledger_journals',
        message = 'nobody has collected the cash';
    end if;
  else
    holder := jsonb_build_object('kind', 'provider_clearing', 'provider', p.provider);
  end if;
  perform app.post_journal(new.tenant_id, 'capture', p.order_id, p.id, null, null, null, (now() at time zone zone)::date,
    jsonb_build_array(
      holder || jsonb_build_object('reason', 'capture', 'amount', p.captured + rounded),
      jsonb_build_object('kind', 'cash_rounding', 'reason', 'rounding', 'amount', -rounded),
      jsonb_build_object('kind', 'customer_payments', 'reason', 'capture', 'amount', -p.captured)
    ));
  return null;
end`,
  }),
  pgTrigger(
    'payment_events',
    'payment_events_ledger',
    `after insert on payment_events for each row when (new.to_status = 'captured')`,
    'app.post_capture()',
  ),
  pgFunction('app.post_hand_in', {
    returns: 'trigger',
    security: 'definer',
    body: `
begin
  perform app.post_journal(new.tenant_id, 'hand_in', null, null, null, new.id, null,
    (now() at time zone 'America/Mexico_City')::date,
    jsonb_build_array(
      jsonb_build_object('kind', 'till_cash', 'reason', 'hand_in', 'amount', new.amount),
      jsonb_build_object('kind', 'courier_cash', 'member', new.membership_id, 'reason', 'hand_in', 'amount', -new.amount)
    ));
  return null;
end`,
  }),
  pgTrigger(
    'cash_hand_ins',
    'cash_hand_ins_ledger',
    'after insert on cash_hand_ins for each row',
    'app.post_hand_in()',
  ),
]
