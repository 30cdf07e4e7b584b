import type { Dice } from './dice.ts'
import { momentsOf, offsetAt } from './order-curve.ts'
import type { OrderTemplate } from './template.ts'

/** An order that a tenant is to have. */
export interface WantedOrder {
  readonly template: number
  readonly id: string
  /** Number of the customer, from 0. */
  readonly customer: number
  readonly at: number
  readonly businessOn: string
  readonly folio: number
}

export interface TenantOrders {
  readonly templates: readonly OrderTemplate[]
  readonly branches: number
  readonly orders: number
  readonly customers: number
  readonly days: number
  readonly until: number
  readonly timeZone: string
  readonly dice: Dice
}

const MINUTE = 60_000

/**
 * What a tenant sold: orders by the curve of the day, and a few under way in the last hour, if the place is open then. In
 * the order of their ids, which is that of time; folios without gaps, per branch and day.
 */
export function ordersOfTenant(wanted: TenantOrders): readonly WantedOrder[] {
  const { templates, branches, orders, customers, dice } = wanted
  const perBranch = sharesOf(orders, branches, dice)
  const sold = perBranch.flatMap((count, branch) => ordersOfBranch(wanted, branch, count))
  const folios = new Map<string, number>()
  let coupons = 0
  return sold
    .sort((one, other) => one.at - other.at)
    .map(({ template, at, businessOn }) => {
      const { story, branch } = templates[template] ?? unknownTemplate()
      const counter = `${branch} ${businessOn}`
      const folio = (folios.get(counter) ?? 0) + 1
      folios.set(counter, folio)
      // Coupons go round, because a customer has one a few times only; else some come often, and many once.
      const customer = story.coupon === true ? coupons++ % customers : Math.floor(customers * dice.next() ** 2.2)
      return { template, id: orderId(at, dice), customer, at, businessOn, folio }
    })
    .sort((one, other) => (one.id < other.id ? -1 : 1))
}

function unknownTemplate(): never {
  throw new RangeError('an order is of a template')
}

/** UUIDv7 whose first random part is 0: the rows that the order has take it to count themselves. */
function orderId(at: number, dice: Dice): string {
  const time = at.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-${(8 + dice.int(4)).toString(16)}${dice.hex(3)}-${dice.hex(12)}`
}

/** Some branches sell twice as much as others. */
function sharesOf(orders: number, branches: number, dice: Dice): readonly number[] {
  const weights = Array.from({ length: branches }, () => 1 + dice.next())
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  let [reached, given] = [0, 0]
  return weights.map((weight) => {
    reached += weight
    const upTo = Math.round((orders * reached) / whole)
    const share = upTo - given
    given = upTo
    return share
  })
}

function ordersOfBranch({ templates, days, until, timeZone, dice }: TenantOrders, branch: number, count: number) {
  const own = templates.flatMap((template, number) => (template.branch === branch ? [{ ...template, number }] : []))
  const underWay = count > own.length ? own.filter(({ story }) => story.weight === 0) : []
  const over = own.filter(({ story }) => story.weight > 0)
  const quick = over.filter(({ minutes }) => minutes < 120)
  const [weights, quickWeights] = [over, quick].map((list) => list.map(({ story }) => story.weight))
  // The last day's orders have had no time for what happens hours later.
  const before = until - 90 * MINUTE
  const live = wallHour(until, timeZone) >= 10 ? underWay : []
  const past = momentsOf(count - live.length, { days, until: before, timeZone, dice }).map(({ at, businessOn }) => {
    const soon = until - at < 12 * 60 * MINUTE
    const chosen = soon ? quick[dice.weighted(quickWeights ?? [])] : over[dice.weighted(weights ?? [])]
    return { template: (chosen ?? unknownTemplate()).number, at, businessOn }
  })
  const now = live.map(({ number, minutes }) => {
    const at = until - Math.ceil((minutes + 0.5 + dice.next()) * MINUTE)
    return { template: number, at, businessOn: wallDay(at, timeZone) }
  })
  return [...past, ...now]
}

const wall = (at: number, timeZone: string) => new Date(at + offsetAt(at, timeZone)).toISOString()
const wallDay = (at: number, timeZone: string): string => wall(at, timeZone).slice(0, 10)
const wallHour = (at: number, timeZone: string): number => Number(wall(at, timeZone).slice(11, 13))
