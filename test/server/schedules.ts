import type { WallClock } from './wall-clock.ts'

export interface Range {
  readonly starts: number
  readonly ends: number
}

export interface Schedule {
  /** Minutes of the week; the last may end behind its end. Apart, but they may touch. */
  readonly weekly: readonly Range[]
  /** By day number since 1970: minutes after its midnight. */
  readonly special: ReadonlyMap<number, readonly Range[]>
}

const DAY = 1440
const WEEK = 7 * DAY

/** 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (day + 3) % 7
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00Z`) / 86_400_000
export const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

/** Open or not, minute by minute, for as long as the clock is listed. */
export function openMinutes({ weekly, special }: Schedule, clock: WallClock): Uint8Array {
  const open = new Uint8Array(clock.length)
  const firstDay = Math.floor(clock.shows(0) / DAY) + 1
  const lastDay = Math.floor(clock.shows(clock.length - 1) / DAY) - 3
  for (let day = firstDay; day <= lastDay; day++) {
    const ofDay =
      special.get(day) ??
      weekly
        .filter(({ starts }) => Math.floor(starts / DAY) === weekdayOf(day))
        .map(({ starts, ends }) => ({ starts: starts % DAY, ends: ends - starts + (starts % DAY) }))
    for (const { starts, ends } of ofDay) {
      open.fill(1, clock.firstShown(day * DAY + starts), clock.firstShown(day * DAY + ends))
    }
  }
  return open
}

/** The same for minutes of the week, whose ranges touch at its end or not. */
export function containedMinutes(ranges: readonly Range[], clock: WallClock): Uint8Array {
  const open = new Uint8Array(clock.length)
  const monday = Math.ceil((clock.shows(0) / DAY + 3) / 7) * 7 - 3
  for (let day = monday; day * DAY + 2 * WEEK < clock.shows(clock.length - 1); day += 7) {
    for (const { starts, ends } of ranges) {
      open.fill(1, clock.firstShown(day * DAY + starts), clock.firstShown(day * DAY + ends))
    }
  }
  return open
}

export type Random = () => number

/** Any schedule, but rather one that is in trouble when the clocks change: at night, over midnight, over Sunday. */
export function aSchedule(random: Random, changes: readonly string[], years: Range): Schedule {
  return { weekly: weeklyWindows(random), special: specialDays(random, changes, years) }
}

const upTo = (random: Random, most: number) => Math.floor(random() * most)

function weeklyWindows(random: Random): Range[] {
  const kind = random()
  if (kind < 0.03) return []
  if (kind < 0.06) return Array.from({ length: 7 }, (_, day) => ({ starts: day * DAY, ends: (day + 1) * DAY }))
  const windows: Range[] = []
  for (let tries = 1 + upTo(random, 20); tries > 0; tries--) {
    const starts = upTo(random, 7) * DAY + timeOfDay(random)
    const window = { starts, ends: starts + duration(random) }
    if (windows.every((other) => apart(window, other, WEEK))) windows.push(window)
  }
  return windows
}

function specialDays(random: Random, changes: readonly string[], years: Range): Map<number, readonly Range[]> {
  const days = changes.flatMap((date) => [-1, 0, 1].map((n) => dayNumber(date) + n).filter(() => random() < 0.2))
  for (let n = upTo(random, 12); n > 0; n--) days.push(years.starts + upTo(random, years.ends - years.starts))
  const special = new Map(days.map((day) => [day, daysWindows(random)]))
  if (random() < 0.1) {
    // Closed for repairs: longer than nextOpening looks at first, or at all.
    const from = years.starts + upTo(random, 200)
    for (let n = 10 + upTo(random, 400); n > 0; n--) special.set(from + n, [])
  }
  return special
}

function daysWindows(random: Random): Range[] {
  const windows: Range[] = []
  for (let tries = upTo(random, 4); tries > 0; tries--) {
    const starts = timeOfDay(random)
    const window = { starts, ends: starts + duration(random) }
    // A set of minutes does not keep two windows that touch.
    if (windows.every((other) => window.ends < other.starts || other.ends < window.starts)) windows.push(window)
  }
  return windows
}

function timeOfDay(random: Random): number {
  const kind = random()
  if (kind < 0.3) return upTo(random, 5 * 60)
  if (kind < 0.5) return upTo(random, 8) * 30
  return upTo(random, DAY)
}

function duration(random: Random): number {
  const kind = random()
  if (kind < 0.2) return 1 + upTo(random, 90)
  if (kind < 0.3) return DAY
  if (kind < 0.5) return 30 * (1 + upTo(random, 48))
  return 1 + upTo(random, DAY)
}

function apart(a: Range, b: Range, period: number): boolean {
  return [-period, 0, period].every((shift) => a.ends + shift <= b.starts || b.ends <= a.starts + shift)
}

/** The greatest ranges of the same minutes of the week; one that goes on over its end stays whole. */
export function unionOf(windows: readonly Range[]): Range[] {
  const minutes = new Uint8Array(WEEK)
  for (const { starts, ends } of windows) for (let n = starts; n < ends; n++) minutes[n % WEEK] = 1
  if (minutes.every((on) => on === 1)) return [{ starts: 0, ends: WEEK }]
  const ranges: Range[] = []
  for (let starts = 0; starts < WEEK; starts++) {
    if (minutes[starts] === 0 || minutes[(starts + WEEK - 1) % WEEK] === 1) continue
    let ends = starts
    while (minutes[ends % WEEK] === 1) ends++
    ranges.push({ starts, ends })
  }
  return ranges
}

/** mulberry32: small, and the same everywhere for a seed. */
export function randomFrom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
