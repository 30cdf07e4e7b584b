import { type Checked, failed } from './checked.ts'
import type { MexicanZone } from './states.ts'

export type BusinessDateProblem = 'INSTANT_INVALID' | 'ZONE_UNKNOWN' | 'CUTOFF_INVALID'

const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * The business day an instant belongs to at a branch: its local date, or the day before when the local clock has not
 * reached the cut-off, as `YYYY-MM-DD`.
 *
 * The clock on the wall is compared, not the elapsed time: on the 23- and 25-hour days of border cities the cut-off is
 * still at its hour. Works for the past as well, since the zone knows when summer time ended (DOF 2022-10-28).
 *
 * @param cutoff `HH:MM`; orders before it belong to the night before. `ZONE_UNKNOWN` also means that the runtime's time
 * zone data are older than the zone (America/Ciudad_Juarez: 2022g).
 *
 * @example
 * businessDate(new Date('2026-11-22T07:30:00Z'), 'America/Mexico_City', '04:00') // → { ok: true, value: '2026-11-21', warnings: [] }
 */
export function businessDate(instant: Date, zone: MexicanZone, cutoff = '00:00'): Checked<string, BusinessDateProblem> {
  if (Number.isNaN(instant.getTime())) return failed('INSTANT_INVALID')
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(cutoff)) return failed('CUTOFF_INVALID')
  const format = formatOf(zone)
  if (format === null) return failed('ZONE_UNKNOWN')
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  const date = `${part['year']}-${part['month']}-${part['day']}`
  const clock = `${part['hour']}:${part['minute']}`
  return { ok: true, value: clock < cutoff ? dayBefore(date) : date, warnings: [] }
}

/** Making a format costs a hundred times what using it does. */
function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone)
  if (known) return known
  try {
    const format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    formats.set(zone, format)
    return format
  } catch {
    return null
  }
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
