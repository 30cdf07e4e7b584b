import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'

export const payoutFunctions: readonly DdlObject[] = [
  pgFunction('app.payout_figures', {
    args: 'of_tenant uuid, of_restaurant uuid, first_day date, last_day date',
    returns:
      'table (carried_in numeric, sales numeric, platform_promotions numeric, promotions numeric, delivery numeric, refunds numeric, commission numeric, commission_iva numeric, income numeric, iva_charged numeric, isr_withheld numeric, iva_withheld numeric)',
    volatility: 'stable',
    execute: ['app_user'],
    rows: 1,
    // As the caller: whoever may not see the ledger gets nothing. Taxes are withheld by the rule of the day, on what is
    // left of the days of one rule, and rounded once for each.
    body: `
begin
  return query
  with entries as materialized (
    select e.reason, e.debit, e.credit, e.net, e.iva, e.booked_on
    from ledger_accounts a
    join ledger_entries e on e.tenant_id = of_tenant and e.account_id = a.id and e.booked_on <= last_day
    where a.tenant_id = of_tenant and a.kind = 'restaurant_payable' and a.owner = of_restaurant::text
  ), days as (
    select e.booked_on, sum(e.net) as net, sum(e.iva) as iva
    from entries e where e.booked_on >= first_day
    group by e.booked_on having sum(e.net) <> 0 or sum(e.iva) <> 0
  ), ruled as (
    select d.booked_on, d.net, d.iva, t.person, x.tax, r.rate
    from days d
    join commission_terms t on t.tenant_id = of_tenant and t.restaurant_id = of_restaurant and t.person is not null
      and d.booked_on >= t.valid_from_on and d.booked_on <= coalesce(t.valid_to_on, 'infinity')
    cross join (values ('isr'), ('iva')) as x(tax)
    left join lateral (
      select w.rate from withholding_rules w
      where w.tax = x.tax and w.person = t.person and w.registration = t.rfc and w.account in ('any', t.account)
        and d.booked_on >= w.valid_from_on and d.booked_on <= w.valid_to_on
      order by w.account limit 1
    ) as r on true
  ), withheld as (
    select r.tax, app.withholding(r.rate, greatest(sum(case r.tax when 'isr' then r.net else r.iva end), 0), min(r.booked_on)) as amount
    from ruled r group by r.tax, r.rate
  )
  select coalesce(sum(e.credit - e.debit) filter (where e.booked_on < first_day), 0),
    coalesce(sum(e.credit - e.debit) filter (where e.booked_on >= first_day and e.reason = 'sale'), 0),
    coalesce(sum(e.credit - e.debit) filter (where e.booked_on >= first_day and e.reason = 'platform_promotion'), 0),
    coalesce(sum(e.debit - e.credit) filter (where e.booked_on >= first_day and e.reason = 'promotion'), 0),
    coalesce(sum(e.credit - e.debit) filter (where e.booked_on >= first_day and e.reason = 'delivery'), 0),
    coalesce(sum(e.debit - e.credit) filter (where e.booked_on >= first_day and e.reason = 'refund'), 0),
    coalesce(sum(e.debit - e.credit) filter (where e.booked_on >= first_day and e.reason = 'commission'), 0),
    coalesce(sum(e.debit - e.credit) filter (where e.booked_on >= first_day and e.reason = 'commission_iva'), 0),
    coalesce(sum(e.net) filter (where e.booked_on >= first_day), 0),
    coalesce(sum(e.iva) filter (where e.booked_on >= first_day), 0),
    coalesce((select sum(w.amount) from withheld w where w.tax = 'isr'), 0),
    coalesce((select sum(w.amount) from withheld w where w.tax = 'iva'), 0)
  from entries e;
end`,
  }),
  pgFunction('app.withholding', {
    args: 'of_rate numeric, base numeric, of_day date',
    returns: 'numeric',
    volatility: 'stable',
    execute: ['app_user'],
    body: `
begin
  if of_rate is null then
    raise exception using errcode = '55000', constraint = 'withholding_rules_known', table = 'withholding_rules',
      message = 'no rule for the day', hint = jsonb_build_object('day', of_day)::text;
  end if;
  return round(base * of_rate, 2);
end`,
  }),
  pgFunction('app.close_payout', {
    args: 'of_tenant uuid, new_id uuid, of_restaurant uuid, first_day date, last_day date',
    returns: 'setof payouts',
    security: 'definer',
    rows: 1,
    execute: ['app_user'],
    // Locks the restaurant's account: whatever is booked at the same time comes wholly before, and is in the figures, or
    // wholly after, and finds the days closed.
    body: `
declare
  account uuid;
  closed date;
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'payouts', message = 'staff and the service pay out';
  end if;
  -- By the easternmost clock of the country: what is booked later today goes to the next open day anyway.
  if last_day > (now() at time zone 'America/Cancun')::date then
    raise exception using errcode = '55000', constraint = 'payouts_period_is_over', table = 'payouts', message = 'the period has not ended';
  end if;
  insert into ledger_accounts (tenant_id, kind, restaurant_id) values (of_tenant, 'restaurant_payable', of_restaurant)
  on conflict do nothing;
  select a.id, a.closed_through_on into account, closed from ledger_accounts a
  where a.tenant_id = of_tenant and a.kind = 'restaurant_payable' and a.owner = of_restaurant::text
  for no key update;
  if first_day <= closed then
    raise exception using errcode = '23P01', constraint = 'payouts_apart', table = 'payouts',
      message = 'those days are paid out', hint = jsonb_build_object('closedThrough', closed)::text;
  end if;
  if exists (
    select from ledger_entries e
    where e.tenant_id = of_tenant and e.account_id = account and e.booked_on > closed and e.booked_on < first_day
  ) then
    raise exception using errcode = '55000', constraint = 'payouts_leave_no_day_out', table = 'payouts',
      message = 'earlier days are not paid out', hint = jsonb_build_object('closedThrough', closed)::text;
  end if;
  insert into payouts (tenant_id, id, restaurant_id, from_on, to_on, carried_in, sales, platform_promotions, promotions,
    delivery, refunds, commission, commission_iva, income, iva_charged, isr_withheld, iva_withheld)
  select of_tenant, new_id, of_restaurant, first_day, last_day, f.carried_in, f.sales, f.platform_promotions, f.promotions,
    f.delivery, f.refunds, f.commission, f.commission_iva, f.income, f.iva_charged, f.isr_withheld, f.iva_withheld
  from app.payout_figures(of_tenant, of_restaurant, first_day, last_day) f;
  return query select * from payouts p where p.tenant_id = of_tenant and p.id = new_id;
end`,
  }),
  pgFunction('app.post_payout', {
    returns: 'trigger',
    security: 'definer',
    body: `
begin
  perform app.post_journal(new.tenant_id, 'payout', null, null, null, null, new.id, new.to_on,
    jsonb_build_array(
      jsonb_build_object('kind', 'restaurant_payable', 'restaurant', new.restaurant_id, 'reason', 'isr', 'amount', new.isr_withheld),
      jsonb_build_object('kind', 'isr_withheld', 'reason', 'isr', 'amount', -new.isr_withheld),
      jsonb_build_object('kind', 'restaurant_payable', 'restaurant', new.restaurant_id, 'reason', 'iva', 'amount', new.iva_withheld),
      jsonb_build_object('kind', 'iva_withheld', 'reason', 'iva', 'amount', -new.iva_withheld),
      jsonb_build_object('kind', 'restaurant_payable', 'restaurant', new.restaurant_id, 'reason', 'payout', 'amount', new.amount),
      jsonb_build_object('kind', 'bank', 'reason', 'payout', 'amount', -new.amount)
    ));
  update ledger_accounts set closed_through_on = new.to_on
  where tenant_id = new.tenant_id and kind = 'restaurant_payable' and owner = new.restaurant_id::text;
  return null;
end`,
  }),
]
