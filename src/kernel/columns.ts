import { sql } from 'drizzle-orm'
import { customType, date, timestamp, uuid } from 'drizzle-orm/pg-core'
import { uuidv7 } from 'uuidv7'
import { type Money, money as toMoney, type Rate, rate as toRate } from '../money/money.ts'

/** A new UUIDv7: time-ordered, so that keys sort and partition by age. */
export const newId = (): string => uuidv7()

/** UUIDv7, made in the application so that a verb knows its ids before it sends anything; SQL by hand gets a default. */
export const id = () =>
  uuid('id')
    .notNull()
    .default(sql`app.uuid_v7()`)
    .$defaultFn(newId)

/** The tenant of the row; the scope fills it, and the guard refuses any other. */
export const tenantId = () =>
  uuid('tenant_id')
    .notNull()
    .default(sql`app.tenant_id()`)

// Domains, not numeric(p, 2): that one rounds silently, and NaN passes `>= 0` in both.
// A JavaScript number never arrives here but by JSON aggregation, which has lost digits already: refuse it loudly.

const amountType = (domain: 'mxn' | 'mxn6') =>
  customType<{ data: Money; driverData: string }>({
    dataType: () => domain,
    toDriver: (amount) => amount.toFixed(),
    fromDriver: (text) => toMoney(text),
  })

/** Pesos, at most 2 decimals; a third decimal and NaN are refused, never rounded. */
export const money = amountType('mxn')

/** Pesos, at most 6 decimals: unit prices and tax bases (CFDI 4.0, `t_Importe`). */
export const mxn6 = amountType('mxn6')

/** A tax or discount rate as a fraction, 0 to 1, at most 6 decimals (CFDI 4.0, `TasaOCuota`). */
export const rate = customType<{ data: Rate; driverData: string }>({
  dataType: () => 'rate6',
  toDriver: (fraction) => fraction.toFixed(),
  fromDriver: (text) => toRate(text),
})

/** A moment, timestamptz. */
export const at = (name: `${string}_at`) => timestamp(name, { withTimezone: true, mode: 'date' })

/** A calendar day as `YYYY-MM-DD`: it has no zone, so it is no Date. */
export const on = (name: `${string}_on`) => date(name, { mode: 'string' })

/** A transaction id, for readers that must not overtake a transaction still under way. */
export const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' })
