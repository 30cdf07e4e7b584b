import { createInsertSchema } from 'drizzle-zod'
import { z } from 'zod'
import { day, uuid } from '../../kernel/zod.ts'
import type { ClearSpecialDay } from './clear-special-day.ts'
import { dayparts } from './dayparts.ts'
import { branchTaxRegions } from './branch-tax-regions.ts'
import type { IsOpenAt } from './is-open-at.ts'
import type { ListHours } from './list-hours.ts'
import type { DayWindow, Weekday, WeekWindow } from './minutes.ts'
import type { NextOpening } from './next-opening.ts'
import { services } from './services.ts'
import type { SetOpeningHours } from './set-opening-hours.ts'
import type { SetSpecialDay } from './set-special-day.ts'

const clock = /^([01]\d|2[0-3]):[0-5]\d$/
const hours = {
  opens: z.string().regex(clock),
  closes: z.string().regex(new RegExp(`${clock.source}|^24:00$`)),
}
const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
const moment = z.iso.datetime().transform((text) => new Date(text))
const service = z.enum(services)
/** Services, each named once. */
export const someServices = z
  .array(service)
  .min(1)
  .refine((list) => new Set(list).size === list.length, 'names a service twice')

/** A window of a day. That windows lie apart is for the verb to say. */
export const dayWindow = z.strictObject(hours) satisfies z.ZodType<DayWindow>

/** A window of the week. */
export const weekWindow = z.strictObject({
  weekday: z.literal([...weekdays]),
  ...hours,
}) satisfies z.ZodType<WeekWindow>

/** What `isOpenAt` takes: a moment in UTC, as JSON has it of a Date. */
export const isOpenAtInput = z.strictObject({
  branchId: uuid,
  service,
  at: moment.exactOptional(),
}) satisfies z.ZodType<IsOpenAt>

/** What `nextOpening` takes. */
export const nextOpeningInput = z.strictObject({
  branchId: uuid,
  service,
  from: moment.exactOptional(),
}) satisfies z.ZodType<NextOpening>

/** What `listHours` takes. */
export const listHoursInput = z.strictObject({
  branchId: uuid,
  from: day.exactOptional(),
}) satisfies z.ZodType<ListHours>

/** What `setOpeningHours` takes. */
export const setOpeningHoursInput = z.strictObject({
  branchId: uuid,
  service,
  windows: z.array(weekWindow).max(100),
}) satisfies z.ZodType<SetOpeningHours>

/** What `setSpecialDay` takes. */
export const setSpecialDayInput = z.strictObject({
  branchId: uuid,
  on: day,
  services: someServices.exactOptional(),
  windows: z.array(dayWindow).max(100),
  reason: z.string().max(200).exactOptional(),
}) satisfies z.ZodType<SetSpecialDay>

/** What `clearSpecialDay` takes. */
export const clearSpecialDayInput = z.strictObject({
  branchId: uuid,
  on: day,
  services: someServices.exactOptional(),
}) satisfies z.ZodType<ClearSpecialDay>

/** A row to insert into `dayparts`, without what the scope and the database fill in. */
export const newDaypartInput = createInsertSchema(dayparts, {
  restaurantId: uuid,
  name: (name) => name.trim().min(1).max(100),
  minutes: z.array(weekWindow).min(1).max(100),
}).omit({ tenantId: true, id: true })

/** A row to insert into `branch_tax_regions`, without what the scope and the database fill in. */
export const newBranchTaxRegionInput = createInsertSchema(branchTaxRegions, {
  branchId: uuid,
  validFrom: day,
  validTo: day.nullable().optional(),
}).omit({ tenantId: true, id: true })
