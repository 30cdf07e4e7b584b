import { customType } from 'drizzle-orm/pg-core'
import { type DdlObject, pgDomain } from '../../kernel/ddl.ts'
import { days, type DayWindow, dayWindow, minutesOfDay, multirange, rangesIn, union } from './minutes.ts'

/** The windows that open on one day, as minutes after its midnight: 0 to 2880, since the last may close on the next day. */
export const dayMinutes = customType<{ data: readonly DayWindow[]; driverData: string }>({
  dataType: () => 'day_minutes',
  toDriver: (windows) => multirange(union(windows.map((window, i) => minutesOfDay(`windows[${i}]`, window)))),
  fromDriver: (written) => rangesIn(written).flatMap(days).map(dayWindow),
})

const nextDay = `(value * '{[1440,2880)}'::int4multirange)`

/** Empty is a day without a window. What lies on the next day must be the rest of one window of this day. */
export const dayMinutesDomain: DdlObject = pgDomain(
  'day_minutes',
  'int4multirange',
  `value <@ '{[0,2880)}'::int4multirange
    and (isempty(${nextDay}) or (value @> 1439 and lower(${nextDay}) = 1440 and ${nextDay} = int4multirange(range_merge(${nextDay}))))`,
)
