import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'

/** The SQL twin of `shareOut` (promotion-shares.ts): whole centavos in, whole centavos out. */
export const giveFunctions: readonly DdlObject[] = [
  pgFunction('app.promotion_shares', {
    args: 'p promotions, eligible boolean[], prices numeric[], units integer[], rest numeric[]',
    returns: 'numeric[]',
    volatility: 'immutable',
    // Quotients are cut by div and mod on whole numbers: no decimal of a division ever decides. Of units sorted dear to
    // cheap, those of a line are the places `starts` to `ends`; counted(n) says how many of the first n one gets.
    body: `
declare
  size integer := coalesce(p.buy_quantity, 0) + coalesce(p.get_quantity, 0);
  bases numeric[];
  total numeric;
  off numeric;
begin
  select array_agg(case when not l.yes then 0 when p.kind <> 'buy_x_get_y' then l.rest
      else div(2 * l.rest * (
          least(l.ends, l.whole) / size * p.get_quantity + greatest(least(l.ends, l.whole) % size - p.buy_quantity, 0)
        - least(l.starts, l.whole) / size * p.get_quantity - greatest(least(l.starts, l.whole) % size - p.buy_quantity, 0)
      ) + l.units, 2 * l.units) end order by l.place)
  into bases
  from (
    select s.*, s.ends - s.units as starts, max(s.ends) over () / nullif(size, 0) * size as whole
    from (
      select u.*, sum(case when u.yes then u.units else 0 end) over (order by u.yes desc, u.price desc, u.place)::integer as ends
      from unnest(eligible, prices, units, rest) with ordinality as u (yes, price, units, rest, place)
    ) as s
  ) as l;
  select coalesce(sum(b), 0) into total from unnest(bases) as b;
  off := case p.kind
    when 'amount' then least(p.amount_off * 100, total)
    else least(div(2 * total * (p.percent_off * 1000000) + 1000000, 2000000), coalesce(p.max_discount * 100, total)) end;
  if off > 0 then
    return (
      select array_agg(r.share + case when r.turn <= r.left_over then 1 else 0 end order by r.place)
      from (
        select w.*, row_number() over (order by w.cut desc, w.place) as turn, off - sum(w.share) over () as left_over
        from (
          select b.place, div(off * b.base, total) as share, mod(off * b.base, total) as cut
          from unnest(bases) with ordinality as b (base, place)
        ) as w
      ) as r
    );
  end if;
  return null;
end`,
  }),
]
