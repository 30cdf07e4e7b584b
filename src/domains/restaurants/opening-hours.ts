import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, text, uuid } from 'drizzle-orm/pg-core'
import { id } from '../../kernel/columns.ts'
import { exclusion, sameKey } from '../../kernel/ddl.ts'
import { audited } from '../../rls/audited.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { branches } from './branches.ts'
import { serviceList, services } from './services.ts'
import { weekMinutes } from './week-minutes.ts'

/**
 * One row per window in which a branch offers a service, every week. Replaced, never changed: a window is its minutes.
 * A special day takes the place of the windows that open on its date.
 */
export const openingHours = tenantTable(
  'opening_hours',
  {
    id: id(),
    branchId: uuid('branch_id').notNull(),
    service: text('service', { enum: services }).notNull(),
    /** Minutes after Monday 00:00 by the clock on the branch's wall. */
    startsMinute: integer('starts_minute').notNull(),
    /** Up to 24 hours; past midnight, and past the end of the week. */
    lengthMinutes: integer('length_minutes').notNull(),
    minutes: weekMinutes('minutes')
      .notNull()
      .generatedAlwaysAs(sql`app.week_minutes(starts_minute, length_minutes)`),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'opening_hours_branch_fk',
        columns: [t.tenantId, t.branchId],
        foreignColumns: [branches.tenantId, branches.id],
      }),
      check('opening_hours_service_known', sql`${t.service} in (${sql.raw(serviceList)})`),
      check('opening_hours_starts_in_the_week', sql`${t.startsMinute} between 0 and 10079`),
      check('opening_hours_within_a_day', sql`${t.lengthMinutes} between 1 and 1440`),
      // What app.opening_windows and listHours read, in their order.
      index('opening_hours_of_branch_idx').on(t.tenantId, t.branchId, t.service, t.startsMinute),
    ],
    access: () => [
      allow('select', { staff: true, service: true, customer: true, courier: true }),
      allow('insert', { staff: true, service: true }),
      allow('delete', { staff: true, service: true }),
    ],
    ddl: [
      // Of the minutes, not of their ends: a window of Sunday night meets those of Monday morning.
      exclusion(
        'opening_hours',
        'opening_hours_apart',
        `using gist (${sameKey('tenant_id::text', 'branch_id::text', 'service')}, minutes with &&)`,
      ),
      ...audited('opening_hours'),
    ],
  },
)

export type OpeningHoursRow = typeof openingHours.$inferSelect
export type NewOpeningHours = typeof openingHours.$inferInsert
