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
