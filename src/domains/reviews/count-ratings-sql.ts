import { type DdlObject, pgFunction, pgTrigger } from '../../kernel/ddl.ts'

const stars = [1, 2, 3, 4, 5] as const
const each = (text: (n: number) => string) => stars.map(text).join(', ')

/**
 * Totals by increment, in the transaction of the review: `n = n + 1` is looked at again by PostgreSQL when another
 * session has changed the row meanwhile. To read and write back loses reviews, and so does to count them anew: both are
 * beside it in the tests of races.
 */
export const countingTriggers: readonly DdlObject[] = [
  pgFunction('app.count_ratings', {
    returns: 'trigger',
    security: 'definer',
    // One upsert a statement, sorted: everybody locks the totals of branch, courier and dishes in the same order.
    body: `
begin
  insert into rating_totals as t (tenant_id, branch_id, courier_id, menu_item_id, count, sum, ${each((n) => `stars_${n}`)})
  select a.tenant_id, case when a.courier_id is null and a.menu_item_id is null then a.branch_id end, a.courier_id, a.menu_item_id,
    count(*), sum(a.stars), ${each((n) => `count(*) filter (where a.stars = ${n})`)}
  from added a where a.state = 'visible'
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (tenant_id, target, target_id) do update
  set count = t.count + excluded.count, sum = t.sum + excluded.sum, ${each((n) => `stars_${n} = t.stars_${n} + excluded.stars_${n}`)};
  return null;
end`,
  }),
  pgTrigger(
    'reviews',
    'reviews_count',
    'after insert on reviews referencing new table as added for each statement',
    'app.count_ratings()',
  ),
  pgFunction('app.recount_rating', {
    returns: 'trigger',
    security: 'definer',
    // 0 for what does not count: hidden, or no more. The row is there: every review counted when it was written.
    body: `
declare
  was constant integer := case when old.state = 'visible' then old.stars else 0 end;
  became integer := 0;
begin
  if tg_op = 'UPDATE' and new.state = 'visible' then
    became := new.stars;
  end if;
  update rating_totals t
  set count = t.count - (was > 0)::integer + (became > 0)::integer, sum = t.sum - was + became,
    ${each((n) => `stars_${n} = t.stars_${n} - (was = ${n})::integer + (became = ${n})::integer`)}
  where t.tenant_id = old.tenant_id
    and t.target = case when old.courier_id is not null then 'courier' when old.menu_item_id is not null then 'dish' else 'branch' end
    and t.target_id = coalesce(old.courier_id, old.menu_item_id, old.branch_id);
  if not found then
    raise exception using errcode = 'P0002', table = 'rating_totals', message = 'the review was never counted';
  end if;
  return null;
end`,
  }),
  pgTrigger(
    'reviews',
    'reviews_recount',
    'after update of stars, state on reviews for each row when (old.stars <> new.stars or old.state <> new.state)',
    'app.recount_rating()',
  ),
  pgTrigger('reviews', 'reviews_uncount', 'after delete on reviews for each row', 'app.recount_rating()'),
]
