import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'

const histogram = (of: (n: number) => string) => `array[${[1, 2, 3, 4, 5].map(of).join(', ')}]`

export const verifyFunction: DdlObject = pgFunction('app.verify_ratings', {
  args: 'of_tenant uuid',
  returns: 'table (target text, target_id uuid, stored integer[], counted integer[])',
  volatility: 'stable',
  execute: ['app_user', 'app_admin'],
  // As the invoker, so that an administrator without a tenant can run it too. One statement: totals and reviews of one
  // moment. Count and sum need no look: checks tie them to the histogram.
  body: `
begin
  if coalesce(current_setting('app.context', true), '') <> '' and app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'rating_totals', message = 'only who sees all reviews can count them';
  end if;
  return query
  with counted as (
    select case when r.courier_id is not null then 'courier' when r.menu_item_id is not null then 'dish' else 'branch' end as target,
      coalesce(r.courier_id, r.menu_item_id, r.branch_id) as target_id,
      ${histogram((n) => `(count(*) filter (where r.stars = ${n}))::integer`)} as stars
    from reviews r where r.tenant_id = of_tenant and r.state = 'visible'
    group by 1, 2
  ), stored as (
    select t.target, t.target_id, ${histogram((n) => `t.stars_${n}`)} as stars from rating_totals t where t.tenant_id = of_tenant
  )
  select coalesce(s.target, c.target), coalesce(s.target_id, c.target_id), s.stars, coalesce(c.stars, '{0,0,0,0,0}')
  from stored s full join counted c on c.target = s.target and c.target_id = s.target_id
  where s.stars is distinct from coalesce(c.stars, '{0,0,0,0,0}')
  order by 1, 2;
end`,
})
