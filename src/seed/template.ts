import type { Column } from './columns-of.ts'
import type { Row } from './read-rows.ts'
import type { Story } from './stories.ts'

/** A house, ready to be multiplied: no id, no moment and no customer in it is anybody's yet. */
export interface Template {
  readonly columns: ReadonlyMap<string, readonly Column[]>
  /** By table. An id holds `token` where the tenant's own digits go; a moment is hours after the opening. */
  readonly housekeeping: ReadonlyMap<string, readonly Row[]>
  readonly orders: readonly OrderTemplate[]
  /** By table, each row behind the number of its order template. */
  readonly trail: ReadonlyMap<string, readonly TrailRow[]>
}

export interface OrderTemplate {
  readonly story: Story
  /** Of the house, from 0. */
  readonly branch: number
  /** From its placing to the last thing that happened to it. */
  readonly minutes: number
}

export interface TrailRow {
  readonly order: number
  readonly cells: Row
}

/** Eight hexadecimal digits that stand in every id of a template for those of a tenant. */
export const token = '5eed5eed'

// What stands in a cell of a trail for an id that is not the house's.
export const ofOrder = 'order'
export const ofCustomer = 'customer'
/** With three hexadecimal digits behind it: which of the rows that an order has. */
export const ofTrail = 'trail:'

/** Stands in the search terms of a template for `app.search_key` of a tenant: terms begin with it. */
export const searchToken = 'searchkey'
