import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openTestDb, type TestDb } from '../../src/testing.ts'
import { type Case, fill, tenant } from './fill-hours.ts'
import { aSchedule, containedMinutes, dayNumber, openMinutes, randomFrom, type Range, unionOf } from './schedules.ts'
import { wallClock } from './wall-clock.ts'

/** The same run again: HOURS_SEED=…; HOURS_RUNS=4 for 200 schedules and a million instants, or more. */
const seed = Number(process.env['HOURS_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff))
const runs = Number(process.env['HOURS_RUNS'] ?? 0.2)
const patience = 300_000 * Math.max(1, runs)
const SCHEDULES = 50 * runs
const INSTANTS = 250_000 * runs

const zones = ['America/Mexico_City', 'America/Cancun', 'America/Tijuana', 'America/Ciudad_Juarez']
/** Not in Mexico, but harder: clocks that change at midnight, and just before it. */
const hardZones = ['America/Havana', 'America/Santiago', 'America/Nuuk']
/** Days of 23 and of 25 hours of the border, in the two years, then those of the hard zones. */
const named = ['2026-03-08', '2026-11-01']
const changes = [...named, '2027-03-14', '2027-11-07']
const hardChanges = ['2026-03-08', '2026-03-28', '2026-04-05', '2026-09-06', '2026-10-24', '2026-11-01']

const years: Range = { starts: dayNumber('2026-01-01'), ends: dayNumber('2028-01-01') }
const DAY = 1440
const always = {
  weekly: Array.from({ length: 7 }, (_, day) => ({ starts: day * DAY, ends: (day + 1) * DAY })),
  special: new Map<number, readonly Range[]>(),
}
const never = { ...always, weekly: [] }
/** Saturday 20:00 to 01:30, which the clocks show twice on the first Sunday of November. */
const night = { ...always, weekly: [{ starts: 5 * DAY + 1200, ends: 6 * DAY + 90 }] }
const uuid = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

describe('when a branch is open, SQL and a clock that is only looked at agree', { timeout: patience }, () => {
  let db: TestDb
  let lanes: readonly Sql[]
  let cases: readonly Case[]
  let hard: readonly Case[]

  beforeAll(async () => {
    console.info(`hours seed: HOURS_SEED=${seed} HOURS_RUNS=${runs}`)
    db = await openTestDb({ serverUrl: inject('serverUrl') })
    const url = db.server?.superuserUrl
    if (url === undefined) throw new Error('this test needs a server')
    lanes = [1, 2].map(() => postgres(url, { max: 1, onnotice: () => undefined }))
    const random = randomFrom(seed)
    const clockOf = (zone: string) => wallClock(zone, '2025-12-20', '2028-01-20')
    const clocks = zones.map(clockOf)
    // These among them, whatever the seed.
    const schedules = [
      always,
      never,
      night,
      ...Array.from({ length: SCHEDULES - 3 }, () => aSchedule(random, changes, years)),
    ]
    cases = schedules.flatMap((schedule, s) =>
      clocks.map((clock, z) => ({ id: uuid(1 + s * zones.length + z), clock, schedule, changes })),
    )
    hard = hardZones.flatMap((zone, z) => {
      const clock = clockOf(zone)
      return Array.from({ length: SCHEDULES / 5 }, (_, n) => ({
        id: uuid(1_000_000 + z * 100_000 + n),
        clock,
        schedule: aSchedule(random, hardChanges, years),
        changes: hardChanges,
      }))
    })
    await fill(lane(0), [...cases, ...hard])
  })

  afterAll(async () => {
    await Promise.all(lanes.map((sql) => sql.end()))
    await db.close()
  })

  const lane = (n: number): Sql => {
    const sql = lanes[n % lanes.length]
    if (!sql) throw new Error('no connection')
    return sql
  }

  test('server and runtime know the same zones, and none of the Americas sets its clock by more than two hours', async () => {
    const rows = await lane(0)<{ zone: string; most: number }[]>`
      select zone, max(abs(step))::int as most from (
        select name as zone, extract(epoch from
          (t at time zone name - t at time zone 'UTC') - lag(t at time zone name - t at time zone 'UTC') over (partition by name order by t)
        ) / 60 as step
        from pg_timezone_names, generate_series('2000-01-01Z'::timestamptz, '2037-12-31Z', '1 day') t
        where name like 'America/%'
      ) s group by zone`
    expect(rows.map(({ zone }) => zone)).toEqual(expect.arrayContaining([...zones, ...hardZones]))
    // app.is_open leaves out by the clock what is three hours away.
    expect(Math.max(...rows.map(({ most }) => most))).toBeLessThanOrEqual(120)
    const names = [...zones, ...hardZones]
    for (const clock of [...cases.slice(0, zones.length), ...hard.filter((_, n) => n % (SCHEDULES / 5) === 0)].map(
      (one) => one.clock,
    )) {
      expect(names).toContain(clock.zone)
      const [row] = await lane(0)<{ shown: number[] }[]>`
        select array_agg((extract(epoch from to_timestamp(${clock.start} * 60.0 + n * 3600) at time zone ${clock.zone}) / 60)::int order by n) as shown
        from generate_series(0, ${clock.length / 60 - 1}) n`
      const expected = Array.from({ length: clock.length / 60 }, (_, n) => clock.shows(n * 60))
      expect(row?.shown, clock.zone).toEqual(expected)
    }
  })

  test('app.local_instant takes the first of two equal times, and a skipped one as much later', async () => {
    for (const { clock, changes: days } of [...cases.slice(0, zones.length), ...hard.slice(0, 1), ...hard.slice(-1)]) {
      const walls = days.flatMap((date) => Array.from({ length: 3 * DAY }, (_, n) => (dayNumber(date) - 1) * DAY + n))
      const expected = walls.map((wall) => clock.start + clock.firstShown(wall))
      const differing = (call: string) =>
        lane(0).unsafe(
          `select wall from unnest($1::int[], $2::int[]) t (wall, minute)
           where ${call} is distinct from to_timestamp(minute * 60.0) limit 3`,
          [walls, expected],
        )
      const wall = `to_timestamp(wall * 60.0) at time zone 'UTC'`
      expect(await differing(`app.local_instant(${wall}, '${clock.zone}')`), clock.zone).toEqual([])
      // Where the clocks go back, AT TIME ZONE takes the second of two.
      const naive = await differing(`(${wall}) at time zone '${clock.zone}'`)
      expect(naive.length > 0, clock.zone).toBe(!/Mexico_City|Cancun/.test(clock.zone))
    }
  })

  test(`at every minute of the days around 2026-03-08 and 2026-11-01: ${SCHEDULES} schedules in ${zones.length} zones`, async () => {
    const minutes = await everyMinute(cases, named)
    const hardMinutes = await everyMinute(hard, hardChanges)
    console.info(`hours: ${minutes} minutes, and ${hardMinutes} where clocks change at midnight: 0 differ`)
    expect(minutes).toBe(SCHEDULES * zones.length * named.length * 3 * DAY)
  })

  async function everyMinute(of: readonly Case[], days: readonly string[]): Promise<number> {
    const length = 3 * DAY
    const answers = of.map(async ({ id, clock, schedule }, n) => {
      const open = openMinutes(schedule, clock)
      const starts = days.map((date) => (dayNumber(date) - 1) * DAY - clock.start)
      const expected = starts.map((start) => Buffer.from(open.subarray(start, start + length)).toString('hex'))
      const differing = await lane(n)`
        select t.start from unnest(${starts.map((start) => clock.start + start)}::int[], ${expected}::text[]) t (start, expected)
        cross join lateral (
          select coalesce(range_agg(tstzrange(w.opens_at, w.closes_at)), '{}') as open
          from app.opening_windows(${tenant}, ${id}, 'pickup', ${clock.zone},
            to_timestamp(t.start * 60.0)::date - 3, to_timestamp(t.start * 60.0)::date + 5) w
        ) w
        cross join lateral (
          select string_agg(case when w.open @> to_timestamp((t.start + n) * 60.0) then '01' else '00' end, '') as found
          from generate_series(0, ${length - 1}) n
        ) f
        where f.found is distinct from t.expected`
      expect(differing, `${clock.zone} ${JSON.stringify([...schedule.weekly])}`).toEqual([])
      return starts.length * length
    })
    return (await Promise.all(answers)).reduce((all, count) => all + count, 0)
  }

  test(`isOpenAt at ${INSTANTS} instants of two years, half of them near a change of the clocks`, async () => {
    const random = randomFrom(seed + 1)
    const each = Math.ceil(INSTANTS / cases.length)
    const counts = await Promise.all(
      [...cases, ...hard].map(async (one, n) => {
        const { moments, expected } = draw(random, one, each)
        const differing = await lane(n)`
          select extract(epoch from t.moment) as moment
          from unnest(${moments}::timestamptz[], ${expected}::int[]) t (moment, expected)
          where app.is_open(${tenant}, ${one.id}, 'pickup', t.moment)::int is distinct from t.expected limit 3`
        expect(differing, `${one.clock.zone} ${JSON.stringify(one.schedule.weekly)}`).toEqual([])
        return { all: moments.length, open: expected.filter((open) => open === 1).length }
      }),
    )
    const all = counts.reduce((sum, count) => sum + count.all, 0)
    const open = counts.reduce((sum, count) => sum + count.open, 0)
    console.info(`hours: ${all} instants, ${open} of them open: 0 differ`)
    expect(all).toBeGreaterThanOrEqual(INSTANTS)
    // Neither answer is the exception.
    expect(Math.min(open, all - open)).toBeGreaterThan(all / 10)
  })

  test('nextOpening from any of them', async () => {
    const random = randomFrom(seed + 2)
    const seen = { none: 0, endless: 0, open: 0, all: 0 }
    await Promise.all(
      [...cases, ...hard].map(async (one, n) => {
        const { clock, schedule } = one
        const open = openMinutes(schedule, clock)
        const froms = Array.from({ length: 12 }, () =>
          Math.floor((years.starts + random() * 364) * DAY + random() * DAY - clock.start),
        )
        const expected = froms.map((from) => stretchAfter(open, from))
        const rows = await lane(n)<{ opens: number | null; closes: number | null; found: boolean }[]>`
          select (extract(epoch from o.opens_at) / 60)::int - ${clock.start} as opens,
            (extract(epoch from o.closes_at) / 60)::int - ${clock.start} as closes, o.opens_at is not null as found
          from unnest(${froms.map((from) => clock.start + from)}::int[]) with ordinality t (minute, place)
          left join lateral app.next_opening(${tenant}, ${one.id}, 'pickup', to_timestamp(t.minute * 60.0)) o on true
          order by t.place`
        const found = rows.map((row) => (row.found ? { opens: row.opens, closes: row.closes } : null))
        expect(found, `${clock.zone} ${JSON.stringify(froms)} ${JSON.stringify(schedule.weekly)}`).toEqual(expected)
        for (const [i, stretch] of expected.entries()) {
          seen.all++
          if (stretch === null) seen.none++
          else if (stretch.closes === null) seen.endless++
          else if (stretch.opens === froms[i]) seen.open++
        }
      }),
    )
    console.info(`hours: next opening ${JSON.stringify(seen)}: 0 differ`)
    expect(Math.min(seen.none, seen.endless, seen.open)).toBeGreaterThan(0)
  })

  test('app.week_contains of any minutes of the week', async () => {
    const random = randomFrom(seed + 3)
    const counts = await Promise.all(
      [...cases.slice(0, 400), ...hard].map(async (one, n) => {
        const ranges = unionOf(one.schedule.weekly)
        if (ranges.length === 0) return 0
        const { moments, expected } = draw(random, one, 700, containedMinutes(ranges, one.clock))
        const written = `{${ranges
          .flatMap(({ starts, ends }) =>
            ends <= 7 * DAY ? [`[${starts},${ends})`] : [`[${starts},${7 * DAY})`, `[0,${ends - 7 * DAY})`],
          )
          .join(',')}}`
        const differing = await lane(n)`
          select extract(epoch from t.moment) as moment
          from unnest(${moments}::timestamptz[], ${expected}::int[]) t (moment, expected)
          where app.week_contains(${written}::week_minutes, t.moment, ${one.clock.zone})::int is distinct from t.expected limit 3`
        expect(differing, `${one.clock.zone} ${written}`).toEqual([])
        return moments.length
      }),
    )
    expect(counts.reduce((all, count) => all + count, 0)).toBeGreaterThan(100_000 * Math.min(1, runs))
  })

  test('what is usually written would be seen to differ: without the wrap, and by the clock of each instant', async () => {
    const naive = {
      withoutWrap: `(extract(isodow from wall) - 1) = h.starts_minute / 1440
        and extract(epoch from wall::time) / 60 between h.starts_minute % 1440 and h.starts_minute % 1440 + h.length_minutes - 1`,
      byTheClock: `h.minutes @> ((extract(epoch from wall - date_trunc('week', wall)) / 60)::int)`,
    }
    const one = cases.find(({ clock, schedule }) => schedule === night && clock.zone === 'America/Tijuana')
    if (!one) throw new Error('no such branch')
    const open = openMinutes(one.schedule, one.clock)
    const start = (dayNumber('2026-11-01') - 1) * DAY - one.clock.start
    const minutes = Array.from({ length: 3 * DAY }, (_, n) => start + n)
    for (const [name, condition] of Object.entries(naive)) {
      const [row] = await lane(0).unsafe<{ n: number }[]>(
        `select count(*)::int as n from unnest($1::int[], $2::int[]) t (minute, expected)
         where exists (
           select from opening_hours h cross join lateral (select to_timestamp(t.minute * 60.0) at time zone $3 as wall) c
           where h.tenant_id = $4 and h.branch_id = $5 and ${condition}
         )::int <> t.expected`,
        [
          minutes.map((minute) => one.clock.start + minute),
          minutes.map((minute) => open[minute] ?? -1),
          one.clock.zone,
          tenant,
          one.id,
        ],
      )
      expect(row?.n, name).toBeGreaterThan(0)
    }
  })
})

/** Instants with seconds, half of them within two days of a change, and whether the branch is open. */
function draw(
  random: () => number,
  { clock, schedule, changes: near }: Case,
  count: number,
  open: Uint8Array = openMinutes(schedule, clock),
): { readonly moments: readonly string[]; readonly expected: readonly number[] } {
  const minutes = Array.from({ length: count }, (_, n) => {
    if (n % 2 === 0) return (years.starts + random() * (years.ends - years.starts)) * DAY
    return (dayNumber(near[n % near.length] ?? '') - 0.5 + random() * 2) * DAY
  })
  return {
    moments: minutes.map((minute) => new Date(Math.floor(minute * 60_000)).toISOString()),
    expected: minutes.map((minute) => open[Math.floor(Math.floor(minute * 60_000) / 60_000) - clock.start] ?? -1),
  }
}

/** The first stretch that is not over at a minute, as nextOpening gives it: nothing is told beyond 366 days. */
function stretchAfter(open: Uint8Array, from: number): { opens: number; closes: number | null } | null {
  const horizon = from + 366 * DAY
  const opens = open.indexOf(1, from)
  if (opens === -1 || opens >= horizon) return null
  const closes = open.indexOf(0, opens)
  return { opens, closes: closes !== -1 && closes <= horizon ? closes : null }
}
