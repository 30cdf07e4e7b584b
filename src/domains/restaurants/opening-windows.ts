import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'
import { everyone } from '../../rls/roles.ts'

/**
 * What `isOpenAt` and `nextOpening` ask. All as the invoker, so that row level security says what is seen; each tenant
 * predicate is written out too.
 */
export const openingFunctions: readonly DdlObject[] = [
  pgFunction('app.opening_windows', {
    args: 'of_tenant uuid, of_branch uuid, of_service text, zone text, since date, until date',
    returns: 'table (opens_at timestamptz, closes_at timestamptz)',
    volatility: 'stable',
    execute: everyone,
    // The windows that open on the days from since to until, both included, each as one interval of instants: they may
    // overlap (a special day may run into the next morning). A window that the clocks skip is none.
    body: `
begin
  return query
  select i.opens_at, i.closes_at
  from (
    select d.midnight + make_interval(mins => h.starts_minute % 1440) as opens, h.length_minutes as lasts
    from (select since + n as held_on, (since + n)::timestamp as midnight from generate_series(0, until - since) n) d
    join opening_hours h on h.tenant_id = of_tenant and h.branch_id = of_branch and h.service = of_service
      and h.starts_minute / 1440 = extract(isodow from d.held_on)::integer - 1
    where not exists (
      select from special_days s
      where s.tenant_id = of_tenant and s.branch_id = of_branch and s.service = of_service and s.held_on = d.held_on
    )
    union all
    select s.held_on::timestamp + make_interval(mins => lower(r)), upper(r) - lower(r)
    from special_days s cross join lateral unnest(s.minutes) r
    where s.tenant_id = of_tenant and s.branch_id = of_branch and s.service = of_service
      and s.held_on between since and until
  ) w
  cross join lateral (
    select app.local_instant(w.opens, zone), app.local_instant(w.opens + make_interval(mins => w.lasts), zone)
  ) i (opens_at, closes_at)
  where i.opens_at < i.closes_at;
end`,
  }),
  pgFunction('app.is_open', {
    args: 'of_tenant uuid, of_branch uuid, of_service text, moment timestamptz',
    returns: 'boolean',
    volatility: 'stable',
    execute: everyone,
    // From the day before yesterday: a window of 24 hours may end in an hour that the clocks skip at midnight. To
    // tomorrow: where they go back over midnight, the first minutes of a day come before the last of the one before.
    body: `
declare
  zone text;
  offered boolean;
  today date;
begin
  select b.time_zone, b.archived_at is null and of_service = any (b.services) into zone, offered
  from branches b where b.tenant_id = of_tenant and b.id = of_branch;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'branches_known', table = 'branches', message = 'no such branch';
  end if;
  today := (moment at time zone zone)::date;
  return offered and exists (
    select from app.opening_windows(of_tenant, of_branch, of_service, zone, today - 2, today + 1) w
    where w.opens_at <= moment and moment < w.closes_at
  );
end`,
  }),
  pgFunction('app.next_opening', {
    args: 'of_tenant uuid, of_branch uuid, of_service text, since timestamptz',
    returns: 'table (opens_at timestamptz, closes_at timestamptz)',
    volatility: 'stable',
    execute: everyone,
    // Looks at a week first, then further: most branches open within days, and a closure of months is rare. A stretch
    // is known to be whole when it ends before the last day that was looked at.
    body: `
declare
  horizon constant timestamptz := since + interval '8784 hours';
  zone text;
  offered boolean;
  today date;
  ahead integer;
  first_opens timestamptz;
  last_closes timestamptz;
begin
  select b.time_zone, b.archived_at is null and of_service = any (b.services) into zone, offered
  from branches b where b.tenant_id = of_tenant and b.id = of_branch;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'branches_known', table = 'branches', message = 'no such branch';
  end if;
  if not offered then
    return;
  end if;
  today := (since at time zone zone)::date;
  foreach ahead in array array[8, 45, 369] loop
    select min(s.opens_at), max(s.closes_at) into first_opens, last_closes
    from (
      select m.opens_at, m.closes_at, count(*) filter (where m.apart) over (order by m.opens_at, m.closes_at) as stretch
      from (
        select w.opens_at, w.closes_at, w.opens_at > max(w.closes_at) over (
          order by w.opens_at, w.closes_at rows between unbounded preceding and 1 preceding) as apart
        from app.opening_windows(of_tenant, of_branch, of_service, zone, today - 2, today + ahead) w
        where w.closes_at > since
      ) m
    ) s
    where s.stretch = 0;
    exit when last_closes < app.local_instant((today + ahead)::timestamp, zone);
  end loop;
  if first_opens < horizon then
    opens_at := greatest(first_opens, since);
    closes_at := case when last_closes <= horizon then last_closes end;
    return next;
  end if;
end`,
  }),
]
