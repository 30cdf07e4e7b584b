import type { MigrationConnection } from '../migrations/connection.ts'
import { withConnection } from '../migrations/connection.ts'
import { openTestDb, type TestDb } from '../testing/open-test-db.ts'
import type { City } from './cities.ts'
import { Dice } from './dice.ts'
import { openHouse } from './open-house.ts'
import { stories } from './stories.ts'
import { dishesAt, type ToldOrder, tellStory } from './tell-story.ts'
import type { Template } from './template.ts'
import { templateOf } from './template-of.ts'

export interface House {
  readonly city: City
  readonly template: Template
}

/**
 * The houses of a seed, made one after another in a database of this process while those before are copied. Slow to make —
 * each step of each order is a transaction of its own — which is why there are few.
 */
export class Patterns {
  readonly #db: Promise<TestDb>
  readonly #houses: readonly Promise<House>[]

  constructor(
    seed: number,
    cities: readonly City[],
    houses: number,
    branches: number,
    onHouse: (made: number) => void,
  ) {
    this.#db = openTestDb()
    let before: Promise<unknown> = Promise.resolve()
    this.#houses = Array.from({ length: houses }, (_, number) => {
      const city = cities[number % cities.length]
      if (!city) throw new RangeError('a seed has a city')
      const house = before.then(async () => {
        const template = await makeHouse(await this.#db, city, branches, new Dice(seed, 'house', number))
        onHouse(number + 1)
        return { city, template }
      })
      // Whoever waits for it hears of a failure; nobody may.
      before = house.catch(() => undefined)
      return house
    })
    for (const house of this.#houses) house.catch(() => undefined)
  }

  async house(number: number): Promise<House> {
    const house = this.#houses[number]
    if (!house) throw new RangeError('no such house')
    return house
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#houses)
    await (await this.#db).close()
  }
}

async function makeHouse(db: TestDb, city: City, branches: number, dice: Dice): Promise<Template> {
  const openedAt = Date.now()
  const house = await openHouse(db, city, branches, dice)
  const told: ToldOrder[] = []
  for (const branch of house.branches) {
    const dishes = await dishesAt(db, house, branch)
    for (const story of stories) told.push(await tellStory(db, house, branch, dishes, story, dice))
  }
  const read = (connection: MigrationConnection) => templateOf(connection, house, told, openedAt)
  return withConnection(db, () => undefined, read)
}
