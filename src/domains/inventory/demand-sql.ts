import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'

/**
 * What the lines of a quote sell: `sold (line_no, product_id, quantity, choices)`, a row for each dish and each option.
 * A choice is chosen once for every unit of what it hangs on: of the line, or of the option that offers it.
 */
export const soldOf = (lines: string): string => `
  with recursive sold as (
    select (l ->> 'lineNo')::integer as line_no, (l ->> 'itemId')::uuid as product_id,
      (l ->> 'quantity')::numeric as quantity, l -> 'choices' as choices
    from jsonb_array_elements(${lines}) l
    union all
    select s.line_no, (c ->> 'optionId')::uuid, s.quantity * (c ->> 'quantity')::numeric, c -> 'choices'
    from sold s cross join lateral jsonb_array_elements(nullif(s.choices, 'null')) c
  )`

/**
 * Lines to stock: aggregated per stock item over dishes and options, so that what two lines share is claimed once, and
 * ordered by id, the order in which it is locked. What the branch does not count is left out. Locks nothing.
 */
export const demandFunction: DdlObject = pgFunction('app.demand_of', {
  args: 'of_tenant uuid, of_branch uuid, lines jsonb',
  returns: 'jsonb',
  volatility: 'stable',
  body: `
begin
  if not exists (select from stock_levels l where l.tenant_id = of_tenant and l.branch_id = of_branch) then
    return '[]'::jsonb;
  end if;
  return (${soldOf('lines')}, wanted as materialized (
    select s.product_id, sum(s.quantity) as quantity from sold s group by s.product_id
  ), needed as (
    select r.stock_item_id, sum(r.quantity * w.quantity) as quantity
    from wanted w
    join recipes r on r.tenant_id = of_tenant and r.product_id = w.product_id
    join stock_levels l on l.tenant_id = of_tenant and l.branch_id = of_branch and l.stock_item_id = r.stock_item_id
    group by r.stock_item_id
  )
  select coalesce(jsonb_agg(jsonb_build_object('stockItemId', n.stock_item_id, 'quantity', trim_scale(n.quantity)::text)
    order by n.stock_item_id), '[]'::jsonb)
  from needed n);
end`,
})
