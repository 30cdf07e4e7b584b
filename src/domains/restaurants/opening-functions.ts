import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'
import { everyone } from '../../rls/roles.ts'

// All as the invoker, so that row level security says what is seen; each tenant predicate is written out too.

const ofService = (table: string) =>
  `${table}.tenant_id = of_tenant and ${table}.branch_id = of_branch and ${table}.service = of_service`

/**
 * Whether the weekly windows hold on a day, which must be a column: under row level security what is compared with an
 * expression is compared after the index, so that every special day of the branch was read for every window. For the
 * same reason not NOT EXISTS, which becomes a join, and OFFSET 0 where the day is worked out, which keeps it a column.
 */
const notSpecial = (day: string) =>
  `(select x.held_on from special_days x where ${ofService('x')} and x.held_on = ${day}) is null`

/** A window of a special day, by the clock. */
const specialOpens = 's.held_on::timestamp + make_interval(mins => lower(r))'
const specialCloses = 's.held_on::timestamp + make_interval(mins => upper(r))'

const unlessKnown = `
  if not found then
    raise exception using errcode = 'P0002', constraint = 'branches_known', table = 'branches', message = 'no such branch';
  end if;`

const holds = (opens: string, closes: string) =>
  `app.local_instant(${opens}, zone) <= moment and moment < app.local_instant(${closes}, zone)`

/** What `isOpenAt` and `nextOpening` ask. A window is the interval between the instants of its two ends. */
export const openingFunctions: readonly DdlObject[] = [
  pgFunction('app.is_open', {
    args: 'of_tenant uuid, of_branch uuid, of_service text, moment timestamptz',
    returns: 'boolean',
    volatility: 'stable',
    execute: everyone,
    // Where the clock of the zone is not set within three days, the clock on the wall alone decides, and one statement
    // has it all: an order asks this, too. No window opens earlier than that, and no zone sets its clock and back in six days.
    //
    // Else the clock says which windows may hold, give or take three hours: no clock of the Americas is set by more than
    // two. Of each window that is one occurrence; the instants of its ends decide. Counted in minutes of the week, and
    // without a function of rows: with intervals and generate_series, a call took ten times as long.
    body: `
declare
  zone text;
  offered boolean;
  steady boolean;
  wall timestamp;
  minute_of_week integer;
  open boolean;
begin
  select b.time_zone, b.archived_at is null and of_service = any (b.services), w.steady, w.wall, w.minute_of_week,
    w.steady and (exists (
      select from opening_hours h
      cross join lateral (select (w.minute_of_week - h.starts_minute + 10080) % 10080 as since) m
      cross join lateral (select (w.wall - make_interval(mins => m.since))::date as opened_on offset 0) d
      where ${ofService('h')} and m.since < h.length_minutes and ${notSpecial('d.opened_on')}
    ) or exists (
      select from special_days s
      where ${ofService('s')} and s.held_on between w.wall::date - 1 and w.wall::date
        and s.minutes @> (w.wall::date - s.held_on) * 1440 + w.minute_of_week % 1440
    ))
  into zone, offered, steady, wall, minute_of_week, open
  from branches b cross join lateral (
    select c.wall, c.steady, (extract(epoch from c.wall - date_trunc('week', c.wall)) / 60)::integer as minute_of_week
    from (
      select date_trunc('minute', moment at time zone b.time_zone) as wall,
        (moment - interval '72 hours') at time zone b.time_zone + interval '144 hours'
          = (moment + interval '72 hours') at time zone b.time_zone as steady
      offset 0
    ) c offset 0
  ) w
  where b.tenant_id = of_tenant and b.id = of_branch;${unlessKnown}
  if steady or not offered then
    return offered and open;
  end if;
  return exists (
    select from opening_hours h
    cross join lateral (select (minute_of_week - h.starts_minute + 10260) % 10080 - 180 as since) m
    cross join lateral (select wall - make_interval(mins => m.since) as opens) w
    cross join lateral (select w.opens::date as opens_on offset 0) d
    where ${ofService('h')} and m.since < h.length_minutes + 180
      and ${holds('w.opens', 'w.opens + make_interval(mins => h.length_minutes)')}
      and ${notSpecial('d.opens_on')}
  ) or exists (
    select from special_days s cross join lateral unnest(s.minutes) r
    where ${ofService('s')} and s.held_on between wall::date - 2 and wall::date + 1
      and ${holds(specialOpens, specialCloses)}
  );
end`,
  }),
  pgFunction('app.opening_windows', {
    args: 'of_tenant uuid, of_branch uuid, of_service text, zone text, since date, until date',
    returns: 'table (opens_at timestamptz, closes_at timestamptz)',
    volatility: 'stable',
    execute: everyone,
    // Those that open on the days from since to until, both included. They may overlap: a special day may run into the
    // next morning. A window that the clocks skip is none.
    body: `
begin
  return query
  with i as materialized (
    select app.local_instant(w.opens, zone) as starts, app.local_instant(w.closes, zone) as ends
    from (
      select d.held_on::timestamp + make_interval(mins => h.starts_minute % 1440) as opens,
        d.held_on::timestamp + make_interval(mins => h.starts_minute % 1440 + h.length_minutes) as closes
      from opening_hours h
      cross join generate_series(0, (until - since) / 7) week
      cross join lateral (
        select since + (h.starts_minute / 1440 + 8 - extract(isodow from since)::integer) % 7 + 7 * week as held_on offset 0
      ) d
      where ${ofService('h')} and d.held_on <= until and ${notSpecial('d.held_on')}
      union all
      select ${specialOpens}, ${specialCloses}
      from special_days s cross join lateral unnest(s.minutes) r
      where ${ofService('s')} and s.held_on between since and until
    ) w
  )
  select i.starts, i.ends from i where i.starts < i.ends;
end`,
  }),
  pgFunction('app.next_opening', {
    args: 'of_tenant uuid, of_branch uuid, of_service text, since timestamptz',
    returns: 'table (opens_at timestamptz, closes_at timestamptz)',
    volatility: 'stable',
    execute: everyone,
    // Looks at a week first, then further: most branches open within days, and a closure of months is rare. A stretch
    // is whole when it ends before the last day that was looked at.
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
  from branches b where b.tenant_id = of_tenant and b.id = of_branch;${unlessKnown}
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
