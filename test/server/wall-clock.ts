/**
 * A model of a wall clock, made by looking at it: Intl says what it shows at every quarter of an hour, and everything
 * else is read off that list. No rule of a zone, no arithmetic with offsets, nothing of the library.
 */
export interface WallClock {
  readonly zone: string
  /** The first instant, in minutes since 1970, and how many minutes the list is long. */
  readonly start: number
  readonly length: number
  /** The minute of the list at which a wall time (minutes since 1970, as if it were UTC) is first shown. */
  firstShown(wall: number): number
  /** What the clock shows at a minute of the list. */
  shows(minute: number): number
}

const MINUTE = 60_000
const QUARTER = 15

export function wallClock(zone: string, from: string, until: string): WallClock {
  const start = Date.parse(`${from}T00:00Z`) / MINUTE
  const length = Date.parse(`${until}T00:00Z`) / MINUTE - start
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const shown = new Int32Array(length)
  for (let quarter = 0; quarter < length; quarter += QUARTER) {
    const parts = Object.fromEntries(
      format.formatToParts((start + quarter) * MINUTE).map(({ type, value }) => [type, Number(value)]),
    )
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts
    const wall = Date.UTC(year, month - 1, day, hour, minute) / MINUTE
    for (let n = 0; n < QUARTER && quarter + n < length; n++) shown[quarter + n] = wall + n
  }
  const lowest = shown.reduce((a, b) => Math.min(a, b), Infinity)
  const highest = shown.reduce((a, b) => Math.max(a, b), -Infinity)
  const first = new Int32Array(highest - lowest + 1).fill(-1)
  shown.forEach((wall, minute) => {
    if (first[wall - lowest] === -1) first[wall - lowest] = minute
  })
  // Times that are never shown come in runs; each is later by the length of its run.
  for (let wall = 0; wall < first.length; wall++) {
    if (first[wall] !== -1) continue
    let skipped = 0
    while (first[wall + skipped] === -1) skipped++
    for (let n = 0; n < skipped; n++) first[wall + n] = first[wall + n + skipped]!
    wall += skipped
  }
  return {
    zone,
    start,
    length,
    shows: (minute) => shown[minute]!,
    firstShown: (wall) => {
      const minute = first[wall - lowest]
      if (minute === undefined || minute === -1) throw new Error(`${zone} is not listed at ${wall}`)
      return minute
    },
  }
}
