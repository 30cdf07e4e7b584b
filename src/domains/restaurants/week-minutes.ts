import { customType } from 'drizzle-orm/pg-core'
import { type DdlObject, pgDomain, pgFunction } from '../../kernel/ddl.ts'
import { everyone } from '../../rls/roles.ts'
import {
  days,
  type MinuteRange,
  minutesOfWeek,
  MINUTES_OF_WEEK,
  multirange,
  rangesIn,
  union,
  type WeekWindow,
  weekWindow,
} from './minutes.ts'

/**
 * Minutes of the week, Monday 00:00 being 0: opening hours, dayparts of a menu, windows of a coupon. In SQL a domain of
 * `int4multirange`, in TypeScript the windows; `app.week_contains(minutes, moment, zone)` says whether they hold.
 *
 * It is a set of minutes: windows that overlap or touch are read back as one.
 *
 * @example
 * tenantTable('happy_hours', { id: id(), minutes: weekMinutes('minutes').notNull() }, …)
 */
export const weekMinutes = customType<{ data: readonly WeekWindow[]; driverData: string }>({
  dataType: () => 'week_minutes',
  toDriver: (windows) => multirange(weekMinutesOf(windows)),
  fromDriver: (written) => weekWindowsOf(rangesIn(written)),
})

/**
 * The minutes of the week in which a window holds: ascending, within 0 to 10080, one of Sunday night in two parts.
 *
 * @throws {DbError} `INVALID` with the window and its field
 *
 * @example
 * weekMinutesOf([{ weekday: 7, opens: '18:00', closes: '02:00' }]) // → [{ starts: 0, ends: 120 }, { starts: 9720, ends: 10080 }]
 */
export function weekMinutesOf(windows: readonly WeekWindow[]): readonly MinuteRange[] {
  const ranges = windows.map((window, i) => minutesOfWeek(`windows[${i}]`, window))
  return union(
    ranges.flatMap(({ starts, ends }) =>
      ends <= MINUTES_OF_WEEK
        ? [{ starts, ends }]
        : [
            { starts, ends: MINUTES_OF_WEEK },
            { starts: 0, ends: ends - MINUTES_OF_WEEK },
          ],
    ),
  )
}

/**
 * The windows of minutes of the week, each at most 24 hours long: two parts that meet at the end of the week are one
 * window, a longer range is cut at midnight.
 *
 * @example
 * weekWindowsOf([{ starts: 0, ends: 120 }, { starts: 9720, ends: 10080 }]) // → [{ weekday: 7, opens: '18:00', closes: '02:00' }]
 */
export function weekWindowsOf(minutes: readonly MinuteRange[]): readonly WeekWindow[] {
  const ranges = union(minutes)
  const [first, last] = [ranges[0], ranges.at(-1)]
  const around =
    first !== undefined && last !== undefined && first !== last && first.starts === 0 && last.ends === MINUTES_OF_WEEK
      ? [...ranges.slice(1, -1), { starts: last.starts, ends: MINUTES_OF_WEEK + first.ends }]
      : ranges
  return around
    .flatMap(days)
    .map(({ starts, ends }) => ({ starts: starts % MINUTES_OF_WEEK, ends: ends - starts + (starts % MINUTES_OF_WEEK) }))
    .sort((a, b) => a.starts - b.starts)
    .map(weekWindow)
}

export const weekMinutesDomain: DdlObject = pgDomain(
  'week_minutes',
  'int4multirange',
  `not isempty(value) and value <@ '{[0,10080)}'::int4multirange`,
)

export const weekFunctions: readonly DdlObject[] = [
  pgFunction('app.week_minutes', {
    args: 'starts_minute integer, length_minutes integer',
    returns: 'int4multirange',
    language: 'sql',
    volatility: 'immutable',
    parallel: 'safe',
    phase: 'before',
    execute: everyone,
    // A window over the end of the week goes on at its beginning.
    body: `
select case
  when starts_minute is null or length_minutes is null then null
  when starts_minute + length_minutes <= 10080 then int4multirange(int4range(starts_minute, starts_minute + length_minutes))
  else int4multirange(int4range(starts_minute, 10080), int4range(0, starts_minute + length_minutes - 10080))
end`,
  }),
  pgFunction('app.week_contains', {
    args: 'minutes int4multirange, moment timestamptz, zone text',
    returns: 'boolean',
    volatility: 'stable',
    parallel: 'safe',
    phase: 'before',
    execute: everyone,
    // A range is the interval between the instants of its two ends, so it is not open a second time when the clocks go
    // back. Ranges that meet at the week's end are one. The clock says which may hold, as in app.is_open; of a range
    // that is nearly as long as the week, two occurrences may.
    body: `
declare
  wall timestamp := date_trunc('minute', moment at time zone zone);
  minute_of_week integer := extract(epoch from wall - date_trunc('week', wall)) / 60;
  over_sunday integer := 0;
begin
  if minutes is null or moment is null or zone is null then
    return null;
  end if;
  if minutes @> 0 and minutes @> 10079 and minutes <> '{[0,10080)}' then
    over_sunday := (select upper(r) from unnest(minutes) r where lower(r) = 0);
  end if;
  return exists (
    select from unnest(minutes) r
    cross join (values (0), (10080)) v (week)
    cross join lateral (
      select (minute_of_week - lower(r) + 10260) % 10080 - 180 + v.week as since,
        upper(r) - lower(r) + case upper(r) when 10080 then over_sunday else 0 end as lasts
    ) m
    cross join lateral (select wall - make_interval(mins => m.since) as opens) w
    where not (over_sunday > 0 and lower(r) = 0) and m.since < m.lasts + 180
      and app.local_instant(w.opens, zone) <= moment
      and moment < app.local_instant(w.opens + make_interval(mins => m.lasts), zone)
  );
end`,
  }),
]
