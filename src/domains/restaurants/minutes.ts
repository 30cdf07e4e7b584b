import { invalid } from '../../kernel/input.ts'

/** A window of a day, by the clock on the wall. `closes` at or before `opens` is on the next day; `24:00` is midnight. */
export interface DayWindow {
  /** `HH:MM`, `00:00` to `23:59` */
  readonly opens: string
  /** `HH:MM`, `00:00` to `24:00`; as `opens`, the window lasts 24 hours */
  readonly closes: string
}

/** ISO: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** A window that returns every week, on the weekday on which it opens; at most 24 hours long. */
export interface WeekWindow extends DayWindow {
  readonly weekday: Weekday
}

/** Minutes from `starts`, up to and without `ends`. */
export interface MinuteRange {
  readonly starts: number
  readonly ends: number
}

export const MINUTES_OF_DAY = 1440
export const MINUTES_OF_WEEK = 10_080

/** @throws {DbError} `INVALID` with the field of the window */
export function minutesOfDay(field: string, { opens, closes }: DayWindow): MinuteRange {
  const starts = clock(`${field}.opens`, opens)
  const ends = closes === '24:00' ? MINUTES_OF_DAY : clock(`${field}.closes`, closes)
  return { starts, ends: ends > starts ? ends : ends + MINUTES_OF_DAY }
}

/** From Monday 00:00; a window of Sunday night ends behind the end of the week. @throws {DbError} `INVALID` */
export function minutesOfWeek(field: string, window: WeekWindow): MinuteRange {
  if (![1, 2, 3, 4, 5, 6, 7].includes(window.weekday))
    throw invalid(`${field}.weekday`, 'must be an integer from 1 to 7')
  const { starts, ends } = minutesOfDay(field, window)
  const midnight = (window.weekday - 1) * MINUTES_OF_DAY
  return { starts: midnight + starts, ends: midnight + ends }
}

export function dayWindow({ starts, ends }: MinuteRange): DayWindow {
  return { opens: text(starts), closes: ends % MINUTES_OF_DAY === 0 ? '24:00' : text(ends) }
}

export function weekWindow(range: MinuteRange): WeekWindow {
  // 0 to 6, and one: the weekday of a minute of the week.
  return { weekday: (Math.floor(range.starts / MINUTES_OF_DAY) + 1) as Weekday, ...dayWindow(range) }
}

/** The same minutes in ascending ranges that neither overlap nor touch. */
export function union(ranges: readonly MinuteRange[]): MinuteRange[] {
  const merged: MinuteRange[] = []
  for (const range of [...ranges].sort((a, b) => a.starts - b.starts)) {
    const last = merged.at(-1)
    if (last === undefined || range.starts > last.ends) merged.push(range)
    else merged[merged.length - 1] = { starts: last.starts, ends: Math.max(last.ends, range.ends) }
  }
  return merged
}

/** As windows are at most 24 hours long, a longer range becomes several, cut at midnight. */
export function days(range: MinuteRange): MinuteRange[] {
  if (range.ends - range.starts <= MINUTES_OF_DAY) return [range]
  const midnight = (Math.floor(range.starts / MINUTES_OF_DAY) + 1) * MINUTES_OF_DAY
  return [{ starts: range.starts, ends: midnight }, ...days({ starts: midnight, ends: range.ends })]
}

/** `{[420,720),[1080,1200)}`, as PostgreSQL writes a multirange. */
export function multirange(ranges: readonly MinuteRange[]): string {
  return `{${ranges.map(({ starts, ends }) => `[${starts},${ends})`).join(',')}}`
}

export function rangesIn(written: string): MinuteRange[] {
  return [...written.matchAll(/\[(\d+),(\d+)\)/g)].map(([, starts, ends]) => ({
    starts: Number(starts),
    ends: Number(ends),
  }))
}

function clock(field: string, value: unknown): number {
  const parts = typeof value === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)$/.exec(value) : null
  if (parts === null) throw invalid(field, 'must be a time as HH:MM')
  return Number(parts[1]) * 60 + Number(parts[2])
}

function text(minutes: number): string {
  const ofDay = minutes % MINUTES_OF_DAY
  return [Math.floor(ofDay / 60), ofDay % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
