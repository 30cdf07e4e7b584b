import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'

/** Each is a query of (rule, subject, expected, actual) with a row for what differs. Events first, never the ledger itself. */
const differences: readonly string[] = [
  `select 'journal_is_even', e.journal_id::text, sum(e.debit), sum(e.credit)
  from ledger_entries e where e.tenant_id = of_tenant
  group by e.journal_id having sum(e.debit) <> sum(e.credit)`,

  `select 'balance_is_sum', a.id::text, coalesce(sum(e.debit - e.credit), 0), a.balance
  from ledger_accounts a left join ledger_entries e on e.tenant_id = of_tenant and e.account_id = a.id
  where a.tenant_id = of_tenant
  group by a.id, a.debit, a.credit, a.balance
  having coalesce(sum(e.debit), 0) <> a.debit or coalesce(sum(e.credit), 0) <> a.credit`,

  `select 'capture_is_booked', p.id::text, p.captured, coalesce(j.debit, 0)
  from payments p
  left join (
    select j.payment_id, sum(e.debit) as debit from ledger_journals j
    join ledger_entries e on e.tenant_id = of_tenant and e.journal_id = j.id
    where j.tenant_id = of_tenant and j.source = 'capture' group by j.payment_id
  ) j on j.payment_id = p.id
  where p.tenant_id = of_tenant and p.captured <> coalesce(j.debit, 0)`,

  `select 'payment_follows_its_events', p.id::text, null::numeric, p.version::numeric
  from payments p
  left join payment_events e on e.tenant_id = of_tenant and e.payment_id = p.id and e.seq = p.version and e.to_status = p.status
  where p.tenant_id = of_tenant and e.seq is null`,

  `select 'cash_is_collected', p.id::text, p.amount, c.due
  from payments p left join cash_collections c on c.tenant_id = of_tenant and c.payment_id = p.id
  where p.tenant_id = of_tenant and p.provider is null and p.captured is distinct from coalesce(c.due, 0)`,

  `select 'refunded_is_sum', p.id::text, coalesce(r.total, 0), p.refunded
  from payments p
  left join (select payment_id, sum(total) as total from refunds where tenant_id = of_tenant group by payment_id) r on r.payment_id = p.id
  where p.tenant_id = of_tenant and p.refunded <> coalesce(r.total, 0)`,

  `select 'refunded_units_are_worth_their_part', i.order_id || '/' || i.line_no, app.refund_part(i.total, 0, l.units, i.quantity, 2), l.total
  from (
    select order_id, line_no, max(units_after) as units, sum(quantity) as quantity, sum(total) as total
    from refund_lines where tenant_id = of_tenant group by order_id, line_no
  ) l
  join order_items i on i.tenant_id = of_tenant and i.order_id = l.order_id and i.line_no = l.line_no
  where l.total <> app.refund_part(i.total, 0, l.units, i.quantity, 2) or l.units <> l.quantity or l.units > i.quantity`,

  `select 'refund_is_its_lines', r.id::text, coalesce(sum(l.total), 0), r.lines_total
  from refunds r left join refund_lines l on l.tenant_id = of_tenant and l.refund_id = r.id
  where r.tenant_id = of_tenant
  group by r.id, r.lines_total having coalesce(sum(l.total), 0) <> r.lines_total`,

  `select 'tips_are_the_tip', o.id::text, o.tip, coalesce(sum(t.amount), 0)
  from order_completions c
  join orders o on o.tenant_id = of_tenant and o.id = c.order_id
  left join tips t on t.tenant_id = of_tenant and t.order_id = o.id
  where c.tenant_id = of_tenant
  group by o.id, o.tip having o.tip <> coalesce(sum(t.amount), 0)`,

  `select 'delivery_is_booked', c.order_id::text, 1, count(j.id)
  from order_completions c
  left join ledger_journals j on j.tenant_id = of_tenant and j.order_id = c.order_id and j.source = 'delivery'
  where c.tenant_id = of_tenant
  group by c.order_id having count(j.id) <> 1`,

  `select 'commission_is_by_its_terms', s.order_id::text, sum(l.commission + l.commission_iva), s.commission + s.commission_iva
  from order_settlements s
  cross join lateral app.settled_lines(of_tenant, s.order_id, s.rate, s.iva_rate) l
  where s.tenant_id = of_tenant
  group by s.order_id, s.commission, s.commission_iva
  having sum(l.commission) <> s.commission or sum(l.commission_iva) <> s.commission_iva`,

  `select 'account_is_what_happened', w.kind || ':' || w.owner, sum(w.expected), coalesce(a.balance, 0)
  from (
    select 'provider_clearing' as kind, p.provider as owner, p.captured as expected
    from payments p where p.tenant_id = of_tenant and p.provider is not null and p.captured > 0
    union all
    select case when r.settled_by = 'till' then 'till_cash' else 'provider_clearing' end,
      case when r.settled_by = 'till' then '' else p.provider end, -r.total
    from refunds r join payments p on p.tenant_id = of_tenant and p.id = r.payment_id
    where r.tenant_id = of_tenant and r.status = 'done'
    union all
    select case when c.membership_id is null then 'till_cash' else 'courier_cash' end, coalesce(c.membership_id::text, ''), c.due + c.rounding
    from cash_collections c where c.tenant_id = of_tenant
    union all
    select 'cash_rounding', '', -c.rounding from cash_collections c where c.tenant_id = of_tenant
    union all
    select 'courier_cash', h.membership_id::text, -h.amount from cash_hand_ins h where h.tenant_id = of_tenant
    union all
    select 'till_cash', '', h.amount from cash_hand_ins h where h.tenant_id = of_tenant
    union all
    select 'refunds_payable', '', -r.total from refunds r where r.tenant_id = of_tenant and r.status <> 'done'
    union all
    select 'customer_payments', '', -p.captured from payments p where p.tenant_id = of_tenant and p.captured > 0
    union all
    select 'customer_payments', '', o.total
    from order_completions c join orders o on o.tenant_id = of_tenant and o.id = c.order_id where c.tenant_id = of_tenant
    union all
    select case when c.order_id is null then 'customer_payments' when r.liable_party = 'platform' then 'refunds_cost'
        when r.liable_party = 'courier' then 'member_payable' else 'restaurant_payable' end,
      case when c.order_id is null or r.liable_party = 'platform' then '' when r.liable_party = 'courier' then r.courier_id::text
        else s.restaurant_id::text end, r.total
    from refunds r
    left join order_completions c on c.tenant_id = of_tenant and c.order_id = r.order_id
    left join order_settlements s on s.tenant_id = of_tenant and s.order_id = r.order_id
    where r.tenant_id = of_tenant
    union all
    select case t.beneficiary when 'pool' then 'tip_pool' else 'member_payable' end,
      case t.beneficiary when 'pool' then s.restaurant_id::text else t.membership_id::text end, -t.amount
    from tips t join order_settlements s on s.tenant_id = of_tenant and s.order_id = t.order_id where t.tenant_id = of_tenant
    union all
    select x.kind, x.owner, x.amount
    from order_settlements s
    join orders o on o.tenant_id = of_tenant and o.id = s.order_id
    cross join lateral (
      select coalesce(sum(d.amount) filter (where d.funded_by = 'platform'), 0) as platform,
        coalesce(sum(d.amount) filter (where d.funded_by = 'restaurant'), 0) as restaurant,
        coalesce(sum(d.amount) filter (where d.funded_by = 'platform' and d.applies_to = 'lines'), 0) as platform_lines
      from order_adjustments d where d.tenant_id = of_tenant and d.order_id = s.order_id
    ) d
    cross join lateral (
      values ('restaurant_payable', s.restaurant_id::text,
          s.commission + s.commission_iva + d.restaurant - o.subtotal - case s.delivery_to when 'restaurant' then o.delivery_fee else 0 end),
        ('promotions_cost', '', d.platform),
        ('platform_revenue', '', -s.commission),
        ('commission_iva', '', -s.commission_iva),
        ('delivery_revenue', '', case s.delivery_to when 'platform' then -o.delivery_fee else 0 end)
    ) as x(kind, owner, amount)
    where s.tenant_id = of_tenant
    union all
    select x.kind, x.owner, x.amount
    from refunds r
    join order_settlements s on s.tenant_id = of_tenant and s.order_id = r.order_id
    cross join lateral (
      select coalesce(sum(l.platform_funded), 0) as platform,
        coalesce(sum(app.refund_part(c.commission, l.units_before, l.units_after, c.quantity, 2)), 0) as commission,
        coalesce(sum(app.refund_part(c.commission_iva, l.units_before, l.units_after, c.quantity, 2)), 0) as commission_iva
      from refund_lines l join app.settled_lines(of_tenant, r.order_id, s.rate, s.iva_rate) c on c.line_no = l.line_no
      where l.tenant_id = of_tenant and l.refund_id = r.id
    ) l
    cross join lateral (
      values ('restaurant_payable', s.restaurant_id::text, l.platform - l.commission - l.commission_iva),
        ('promotions_cost', '', -l.platform), ('platform_revenue', '', l.commission), ('commission_iva', '', l.commission_iva)
    ) as x(kind, owner, amount)
    where r.tenant_id = of_tenant and r.liable_party = 'restaurant'
    union all
    select x.kind, x.owner, x.amount
    from payouts q
    cross join lateral (
      values ('restaurant_payable', q.restaurant_id::text, q.amount + q.isr_withheld + q.iva_withheld), ('bank', '', -q.amount),
        ('isr_withheld', '', -q.isr_withheld), ('iva_withheld', '', -q.iva_withheld)
    ) as x(kind, owner, amount)
    where q.tenant_id = of_tenant
  ) w
  full join (select * from ledger_accounts where tenant_id = of_tenant) a on a.kind = w.kind and a.owner = w.owner
  group by w.kind, w.owner, a.kind, a.owner, a.balance
  having coalesce(sum(w.expected), 0) <> coalesce(a.balance, 0)`,

  `select 'statement_is_its_entries', q.id::text, f.carried_in + f.sales + f.platform_promotions - f.promotions + f.delivery
    - f.refunds - f.commission - f.commission_iva - f.isr_withheld - f.iva_withheld, q.due
  from payouts q cross join lateral app.payout_figures(of_tenant, q.restaurant_id, q.from_on, q.to_on) f
  where q.tenant_id = of_tenant
    and (f.sales, f.refunds, f.commission, f.commission_iva, f.income, f.iva_charged, f.isr_withheld, f.iva_withheld, f.carried_in)
      is distinct from
      (q.sales, q.refunds, q.commission, q.commission_iva, q.income, q.iva_charged, q.isr_withheld, q.iva_withheld, q.carried_in)`,

  `select 'provider_agrees', e.provider || ':' || e.provider_event_id, coalesce(r.total, p.amount), e.amount
  from provider_events e
  join payments p on p.tenant_id = of_tenant and p.id = e.payment_id
  left join refunds r on r.tenant_id = of_tenant and r.id = e.refund_id
  where e.tenant_id = of_tenant and e.outcome = 'refused'`,
]

export const verifyFunctions: readonly DdlObject[] = [
  pgFunction('app.verify_ledger', {
    args: 'of_tenant uuid',
    returns: 'table (rule text, subject text, expected numeric, actual numeric)',
    volatility: 'stable',
    security: 'definer',
    execute: ['app_user'],
    // Stable: one snapshot, so that what is booked meanwhile is in none of the queries or in all of them.
    settings: ['jit = off'],
    body: `
begin
  if app.actor_kind() <> 'service' then
    raise exception using errcode = '42501', table = 'ledger_entries', message = 'the service verifies the ledger';
  end if;
${differences
  .map(
    (query) => `  return query select d.rule::text, d.subject::text, d.expected::numeric, d.actual::numeric from (
  ${query}
  ) as d(rule, subject, expected, actual);`,
  )
  .join('\n')}
end`,
  }),
]
