import type { Actor } from '../../../../src/index.ts'
import type { Dice } from '../dice.ts'
import type { Place } from '../world.ts'

/** How often a verb is called beside the others, and a call of it. */
export type Verbs = Readonly<
  Record<string, readonly [weight: number, call: (place: Place, dice: Dice) => Promise<unknown>]>
>

/** Mostly those who may; now and then anybody. */
export function manager(place: Place, dice: Dice): Actor {
  return dice.once(8) ? anybody(place, dice) : dice.once(2) ? place.staff : place.service
}

export function anybody({ staff, service, courier, guests }: Place, dice: Dice): Actor {
  return dice.pick([staff, service, courier, ...guests])
}

export function guestOf({ guests, guestIds, customer }: Place, customerId: string): Actor {
  return guests[guestIds.indexOf(customerId)] ?? customer
}

/** Of the last ones rather than of the first. */
export function recent<T>(list: readonly T[], dice: Dice): T | undefined {
  return dice.once(4) ? dice.pick(list) : list[list.length - 1 - dice.below(Math.min(list.length, 12))]
}
