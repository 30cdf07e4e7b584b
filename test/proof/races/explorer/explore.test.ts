import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Form, Scratch, type Seen } from './every-order.ts'
import { foresee, type Foreseen, type Move } from './model.ts'

let scratch: Scratch

beforeAll(async () => {
  scratch = await Scratch.open(inject('serverUrl'))
})

afterAll(async () => {
  await scratch[Symbol.asyncDispose]()
})

const lookThenWrite: Form = async (ask, [row]) => {
  const [seen] = await ask<{ n: number }>('select n from race_scratch where id = $1', row)
  await ask('update race_scratch set n = $2 where id = $1', row, String((seen?.n ?? 0) + 1))
}

const writeOnly: Form = (ask, [row]) => ask('update race_scratch set n = n + 1 where id = $1', row)

const lookLocking: Form = async (ask, [row]) => {
  const [seen] = await ask<{ n: number }>('select n from race_scratch where id = $1 for update', row)
  await ask('update race_scratch set n = $2 where id = $1', row, String((seen?.n ?? 0) + 1))
}

const bothRows =
  (swapped: boolean): Form =>
  async (ask, rows, racer) => {
    const order = swapped && racer === 1 ? rows.toReversed() : rows
    for (const row of order) await ask('update race_scratch set n = n + 1 where id = $1', row)
  }

const looking: readonly Move[] = ['begin', 'look', { write: 0 }, 'commit']
/** BEGIN goes with the write. */
const atOnce: readonly Move[] = [{ write: 0 }, 'commit']

/** Lost: somebody wrote what they had made of a look that was older than another's commit. */
const lost = ({ effects }: Foreseen): boolean =>
  [0, 1].some((racer) => {
    const other = effects.indexOf(`${1 - racer} commit`)
    return effects.indexOf(`${racer} look`) < other && other < effects.indexOf(`${racer} write 0`)
  }) ||
  // Both looked before either had committed: the second to write waits, and then writes over the first.
  (effects.indexOf('0 look') < effects.indexOf('1 commit') && effects.indexOf('1 look') < effects.indexOf('0 commit'))

const ordersOf = ({ orders }: Seen) => [...orders.keys()].sort()
const brokenOf = ({ broken }: Seen) => broken.map(({ order }) => order.join(''))
const byOrder = (a: { order: string }, b: { order: string }) => (a.order < b.order ? -1 : 1)
const namesOf = (foreseen: readonly Foreseen[]) => foreseen.map(({ order }) => order).sort()

describe('every order of turns', () => {
  test('is played once, and no other: those that row locks allow', async () => {
    const seen = await scratch.everyOrder(lookThenWrite)
    const foreseen = foresee([looking, looking])
    expect(ordersOf(seen)).toEqual(namesOf(foreseen))
    expect(seen.interleavings).toBe(foreseen.length)
  })

  test('of three racers, too', async () => {
    const seen = await scratch.everyOrder(writeOnly, { racers: 3, grain: 'joined' })
    // How many, not which: of two who wait for one row the server lets either go first.
    expect(seen.interleavings).toBe(foresee([atOnce, atOnce, atOnce]).length)
    expect(seen.broken).toEqual([])
  })

  test('is the same with one lane and with three', async () => {
    const [one, three] = [
      await scratch.everyOrder(lookThenWrite, { lanes: 1 }),
      await scratch.everyOrder(lookThenWrite, { lanes: 3 }),
    ]
    expect(ordersOf(three)).toEqual(ordersOf(one))
    expect(three.broken).toEqual(one.broken)
  })
})

describe('a lost update', () => {
  test('is found in exactly the orders in which it can happen', async () => {
    const seen = await scratch.everyOrder(lookThenWrite)
    const foreseen = foresee([looking, looking]).filter(lost)
    expect(brokenOf(seen)).toEqual(namesOf(foreseen))
    expect(foreseen.length).toBeGreaterThan(0)
  })

  test.for([
    ['one statement', writeOnly],
    ['a locking look', lookLocking],
  ] as const)('is found in none with %s', async ([, form]) => {
    const seen = await scratch.everyOrder(form)
    expect(seen.broken).toEqual([])
    expect(seen.interleavings).toBeGreaterThan(8)
  })
})

describe('a step that waits for a lock', () => {
  test('is seen to wait, lets the others go on, and ends when they do', async () => {
    const { orders } = await scratch.everyOrder(writeOnly)
    expect(orders.get('001101')?.taken.map(({ racer, waits }) => `${racer}${waits ? ' waits' : ''}`)).toEqual([
      'A',
      'A',
      'B',
      'B waits',
      'A',
      'B',
    ])
  })
})

describe('a deadlock', () => {
  const swapped: readonly (readonly Move[])[] = [
    ['begin', { write: 0 }, { write: 1 }, 'commit'],
    ['begin', { write: 1 }, { write: 0 }, 'commit'],
  ]

  test('kills exactly the racer that closes the circle, in exactly the orders in which one does', async () => {
    const { orders } = await scratch.everyOrder(bothRows(true))
    const foreseen = foresee(swapped)
    const outcomes = foreseen.map(({ order, dead }) => ({
      order,
      outcomes: [0, 1].map((racer) => (dead.includes(racer) ? 'TRY_AGAIN 40P01' : 'done')),
    }))
    const played = [...orders].map(([order, { outcomes }]) => ({ order, outcomes }))
    expect(played.toSorted(byOrder)).toEqual(outcomes.toSorted(byOrder))
    expect(foreseen.filter(({ dead }) => dead.length > 0).length).toBeGreaterThan(0)
  })

  test('does not happen where rows are taken in one order', async () => {
    const { orders, broken } = await scratch.everyOrder(bothRows(false))
    expect([...orders.values()].flatMap(({ outcomes }) => outcomes).filter((outcome) => outcome !== 'done')).toEqual([])
    expect(broken).toEqual([])
  })
})

describe('what happens inside a function', () => {
  const inOneGo: Form = (ask, [row]) => ask('select race_look_and_write($1)', row)

  test('is one turn, in which nobody else moves', async () => {
    const seen = await scratch.everyOrder(inOneGo)
    // The second call waits for the first to commit, with what it had seen before: lost only where it waits.
    const waited = [...seen.orders].filter(([, { taken }]) => taken.some(({ waits }) => waits === 'lock'))
    expect(brokenOf(seen)).toEqual(waited.map(([order]) => order).sort())
  })

  test('is several turns with stops in it: also those are found that wait for nobody', async () => {
    const seen = await scratch.everyOrder(inOneGo, { stops: true })
    const foreseen = foresee([looking, looking])
    // BEGIN, the call up to its stop, the write behind it, COMMIT: as if the application had sent look and write.
    expect(ordersOf(seen)).toEqual(namesOf(foreseen))
    expect(brokenOf(seen)).toEqual(namesOf(foreseen.filter(lost)))
  })
})
