import type { Sql } from 'postgres'
import { dateOf, type Schedule } from './schedules.ts'
import type { WallClock } from './wall-clock.ts'

export const tenant = '00000000-0000-7000-8000-000000000001'

export interface Case {
  readonly id: string
  readonly clock: WallClock
  readonly schedule: Schedule
  /** Around which the instants are drawn. */
  readonly changes: readonly string[]
}

/** Straight into the tables, one branch for every schedule and zone: only the rules of the rows themselves hold. */
export async function fill(sql: Sql, cases: readonly Case[]): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`
      insert into branches (tenant_id, id, restaurant_id, name, time_zone, street, exterior_number, neighborhood, municipality, state, postal_code, longitude, latitude)
      select ${tenant}, c.id, ${tenant}, 'x', c.zone, 'x', '1', 'x', 'x', 'BCN', '22000', -117, 32
      from unnest(${cases.map(({ id }) => id)}::uuid[], ${cases.map(({ clock }) => clock.zone)}::text[]) c (id, zone)`
    const windows = cases.flatMap(({ id, schedule }) => schedule.weekly.map((window) => ({ id, ...window })))
    await tx`
      insert into opening_hours (tenant_id, branch_id, service, starts_minute, length_minutes)
      select ${tenant}, w.id, 'pickup', w.starts, w.lasts
      from unnest(${windows.map(({ id }) => id)}::uuid[], ${windows.map(({ starts }) => starts)}::int[],
        ${windows.map(({ starts, ends }) => ends - starts)}::int[]) w (id, starts, lasts)`
    const days = cases.flatMap(({ id, schedule }) =>
      [...schedule.special].map(([day, ranges]) => ({
        id,
        date: dateOf(day),
        minutes: `{${ranges.map(({ starts, ends }) => `[${starts},${ends})`).join(',')}}`,
      })),
    )
    await tx`
      insert into special_days (tenant_id, branch_id, service, held_on, minutes)
      select ${tenant}, d.id, 'pickup', d.held_on, d.minutes::day_minutes
      from unnest(${days.map(({ id }) => id)}::uuid[], ${days.map(({ date }) => date)}::date[],
        ${days.map(({ minutes }) => minutes)}::text[]) d (id, held_on, minutes)`
  })
  await sql`analyze`
}
