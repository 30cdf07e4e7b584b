import { sql } from 'drizzle-orm'
import { check, foreignKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, on } from '../../kernel/columns.ts'
import { audited } from '../../rls/audited.ts'
import { allow } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { branches } from './branches.ts'
import { dayMinutes } from './day-minutes.ts'
import { serviceList, services } from './services.ts'

/**
 * One row per branch, service and date that does not follow the weekly hours: a holiday, a wedding, the night of the
 * Grito. The row is the whole decision, so that none can contradict another: no window means closed, and its windows
 * are a set of minutes, which cannot overlap.
 *
 * It replaces what would open on that date; what opened the evening before still runs to its end.
 */
export const specialDays = tenantTable(
  'special_days',
  {
    id: id(),
    branchId: uuid('branch_id').notNull(),
    service: text('service', { enum: services }).notNull(),
    /** By the calendar on the branch's wall. */
    heldOn: on('held_on').notNull(),
    /** The windows that open on the date; the last may close on the next. None: closed. */
    minutes: dayMinutes('minutes').notNull(),
    /** What a customer may read: «Día de Muertos». */
    reason: text('reason').notNull().default(''),
  },
  {
    key: (t) => [t.tenantId, t.id],
    constraints: (t) => [
      foreignKey({
        name: 'special_days_branch_fk',
        columns: [t.tenantId, t.branchId],
        foreignColumns: [branches.tenantId, branches.id],
      }),
      unique('special_days_one_decision_key').on(t.tenantId, t.branchId, t.service, t.heldOn),
      check('special_days_service_known', sql`${t.service} in (${sql.raw(serviceList)})`),
      check('special_days_held_on_a_day', sql`${t.heldOn} between '2000-01-01' and '2999-12-31'`),
      check('special_days_reason_short', sql`length(${t.reason}) <= 200`),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: true, courier: true }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.minutes, t.reason]),
      allow('delete', { staff: true, service: true }),
    ],
    ddl: audited('special_days'),
  },
)

export type SpecialDay = typeof specialDays.$inferSelect
export type NewSpecialDay = typeof specialDays.$inferInsert
