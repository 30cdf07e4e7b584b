import { type Money, money } from '../../money/money.ts'

/** What a snapshot cannot know: what holds at a branch, on a channel, for a service, at a moment. */
export interface MenuMoment {
  readonly prices: ReadonlyMap<string, Money>
  /** By product; null is until further notice. */
  readonly soldOut: ReadonlyMap<string, Date | null>
  readonly offDayparts: ReadonlySet<string>
}

interface WrittenMoment {
  readonly prices: readonly (readonly [string, string])[]
  readonly soldOut: readonly (readonly [string, string | null])[]
  readonly offDayparts: readonly string[]
}

/** The ids that a version has: what the moment says of others is not asked for. */
export interface Known {
  readonly products: ReadonlySet<string>
  readonly dayparts: ReadonlySet<string>
}

/** What a moment changes of one version; null when that is nothing. A branch may be out of what another menu sells. */
export function momentFor({ products, dayparts }: Known, moment: MenuMoment | null): MenuMoment | null {
  if (moment === null) return null
  const [prices, soldOut] = [
    [...moment.prices].filter(([id]) => products.has(id)),
    [...moment.soldOut].filter(([id]) => products.has(id)),
  ]
  const offDayparts = [...moment.offDayparts].filter((id) => dayparts.has(id))
  if (prices.length + soldOut.length + offDayparts.length === 0) return null
  return { prices: new Map(prices), soldOut: new Map(soldOut), offDayparts: new Set(offDayparts) }
}

/** Equal text for equal moments: they come in the order of their ids. */
export function textOf(moment: MenuMoment | null): string {
  if (moment === null) return ''
  const prices = [...moment.prices].map(([id, price]) => [id, price.toFixed(2)])
  const soldOut = [...moment.soldOut].map(([id, until]) => [id, until])
  return JSON.stringify([prices, soldOut, [...moment.offDayparts]])
}

/** From the text of `app.menu_moment`; null when the snapshot says it all. */
export function momentOf(text: string | null): MenuMoment | null {
  if (text === null) return null
  // What our own function wrote.
  const { prices, soldOut, offDayparts } = JSON.parse(text) as WrittenMoment
  return {
    prices: new Map(prices.map(([id, price]) => [id, money(price)])),
    soldOut: new Map(soldOut.map(([id, until]) => [id, until === null ? null : new Date(until)])),
    offDayparts: new Set(offDayparts),
  }
}
