import type { Dice } from './dice.ts'

// Of a day's orders, by the hour on the wall: breakfast, the comida from two to four, the cena from eight to ten.
const byHour = [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 3, 5, 8, 11, 10, 7, 5, 5, 7, 11, 12, 8, 3]

// Sunday to Saturday.
const byWeekday = [1.25, 0.75, 0.8, 0.85, 0.95, 1.3, 1.4]

const MINUTE = 60_000
const DAY = 86_400_000

/**
 * When a place sells, in order of time: `count` moments of the days before `until`, by the curve of hours and weekdays of
 * its time zone. Between 8:00 and midnight alone, so that a business day is the day on the wall.
 */
export function momentsOf(
  count: number,
  { days, until, timeZone, dice }: { days: number; until: number; timeZone: string; dice: Dice },
): readonly Moment[] {
  const midnights = wallDays(until, days, timeZone)
  const weights = midnights.map(({ weekday }) => byWeekday[weekday] ?? 1)
  return Array.from({ length: count }, () => {
    const day = midnights[dice.weighted(weights)] ?? midnights[0]
    if (!day) throw new RangeError('a seed has at least one day')
    const at = day.starts + dice.weighted(byHour) * 60 * MINUTE + dice.int(60 * MINUTE)
    return { at, businessOn: day.on }
  }).sort((one, other) => one.at - other.at)
}

export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly businessOn: string
}

/** The last whole days on the wall before `until`, the first one first. */
function wallDays(until: number, days: number, timeZone: string) {
  const wall = new Intl.DateTimeFormat('en-CA', { timeZone })
  return Array.from({ length: days }, (_, back) => {
    const on = wall.format(until - (days - back) * DAY)
    const starts = Date.parse(`${on}T00:00Z`) - offsetAt(Date.parse(`${on}T18:00Z`), timeZone)
    return { on, starts, weekday: new Date(`${on}T12:00Z`).getUTCDay() }
  })
}

/** How far the wall is ahead of UTC: of the daytime, because clocks are changed at night, and no order is that early. */
export function offsetAt(at: number, timeZone: string): number {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
  return Date.parse(`${wall.replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000
}
