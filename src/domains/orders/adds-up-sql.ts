import { pgConstraintTrigger, pgFunction } from '../../kernel/ddl.ts'

/** The IVA of lines and delivery, rounded once for each rate: what the SAT's rounding policy of an order says. */
const ivaByRate = `
    select sum(r.iva) into iva
    from (
      select round(sum(t.iva), 2) as iva
      from (
        select l.iva_rate, l.iva from order_items l where l.tenant_id = new.tenant_id and l.order_id = new.id
        union all
        select new.delivery_iva_rate, delivery_iva
      ) t
      group by t.iva_rate
    ) r;`

/** What several adjustments take from each line together, by its number. */
const severalAdjustments = `
    with d as materialized (
      select a.applies_to, a.amount, a.treatment, a.shares
      from order_adjustments a where a.tenant_id = new.tenant_id and a.order_id = new.id
    ), l as materialized (
      select s.line_no, sum(s.share) as share, coalesce(sum(s.share) filter (where d.treatment = 'third-party-payment'), 0) as third
      from d cross join lateral unnest(d.shares) with ordinality as s (share, line_no) group by s.line_no
    )
    select count(*), coalesce(sum(d.amount) filter (where d.applies_to = 'lines'), 0),
      coalesce(sum(d.amount) filter (where d.applies_to = 'delivery'), 0),
      bool_and(d.applies_to = 'delivery' or d.amount = (select sum(s) from unnest(d.shares) s)),
      (select array_agg(l.share order by l.line_no) from l), (select array_agg(l.third order by l.line_no) from l)
    into adjustments, off_lines, off_delivery, shared, shares, thirds
    from d;`

/**
 * Adds an order up when its transaction commits, once: nothing that it adds up can change or grow later. Lines and
 * adjustments are only ever added, and their numbers, 1 to the counts of the header, are all taken now.
 *
 * Most orders have one adjustment at most and one rate. For them it is two statements without a sort or a group; the
 * general ones cost an order a twentieth.
 */
export const addsUp = [
  pgFunction('app.order_adds_up', {
    returns: 'trigger',
    security: 'definer',
    body: `
declare
  adjustments integer := 0;
  off_lines numeric := 0;
  off_delivery numeric := 0;
  shared boolean := true;
  shares numeric[];
  thirds numeric[];
  items record;
  delivery_iva constant numeric := app.iva_of(new.delivery_fee - new.delivery_discount, new.delivery_iva_rate);
  iva numeric;
begin
  if new.adjustment_count = 1 then
    -- That its shares add up to it follows from the lines, whose discounts they are.
    select 1, case a.applies_to when 'lines' then a.amount else 0 end, case a.applies_to when 'delivery' then a.amount else 0 end,
      a.shares, case a.treatment when 'third-party-payment' then a.shares end
    into adjustments, off_lines, off_delivery, shares, thirds
    from order_adjustments a where a.tenant_id = new.tenant_id and a.order_id = new.id;
  elsif new.adjustment_count > 1 then${severalAdjustments}
  end if;
  select count(*) as lines, sum(l.quantity) as units, sum(l.gross) as gross, sum(l.discount) as discount, sum(l.iva) as iva,
    min(l.iva_rate) filter (where l.iva <> 0) as lowest, max(l.iva_rate) filter (where l.iva <> 0) as highest,
    bool_and(l.discount = coalesce(shares[l.line_no], 0) and l.paid_by_third = coalesce(thirds[l.line_no], 0)) as by_line
  into items
  from order_items l where l.tenant_id = new.tenant_id and l.order_id = new.id;
  if (items.lines, items.units, items.gross, items.discount) is distinct from (new.line_count, new.units, new.subtotal, new.discount) then
    raise exception using errcode = '23514', constraint = 'orders_lines_add_up', table = 'orders',
      message = 'the lines of the order do not add up to its header';
  end if;
  if items.lowest is not distinct from items.highest
    and (delivery_iva = 0 or items.highest is null or items.highest = new.delivery_iva_rate) then
    iva := round(items.iva + delivery_iva, 2);
  else${ivaByRate}
  end if;
  if iva is distinct from new.iva then
    raise exception using errcode = '23514', constraint = 'orders_iva_adds_up', table = 'orders',
      message = 'the IVA of the order is not that of its lines';
  end if;
  if (adjustments, off_lines, off_delivery) is distinct from (new.adjustment_count, new.discount::numeric, new.delivery_discount::numeric) then
    raise exception using errcode = '23514', constraint = 'orders_adjustments_add_up', table = 'orders',
      message = 'the adjustments of the order do not add up to its discounts';
  end if;
  if not (shared and items.by_line) then
    raise exception using errcode = '23514', constraint = 'orders_shares_add_up', table = 'orders',
      message = 'the shares of the adjustments do not add up to the discounts of the lines';
  end if;
  return null;
end`,
  }),
  pgConstraintTrigger('orders', 'orders_add_up', 'after insert on orders', 'app.order_adds_up()'),
] as const
