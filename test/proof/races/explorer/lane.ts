import { Client } from '../../../../src/client/client.ts'
import type { Connection, Driver } from '../../../../src/client/drivers/driver.ts'
import { postgresDriver } from '../../../../src/client/drivers/postgres-js.ts'
import { parseContextKey } from '../../../../src/kernel/context-key.ts'
import type { ServerDatabase } from '../../../../src/testing/server-database.ts'
import { outcomeOf } from '../judge.ts'
import { naively } from '../naive.ts'
import type { Contest, Grain, Outcome } from '../race.ts'
import { Changes, type Choose, play, type Taken } from './play.ts'
import { Racer } from './racer.ts'
import { stepped } from './stepped.ts'
import { nameOfSlot, Watch } from './watch.ts'

const DEADLINE_MS = 60_000

export interface LaneOptions {
  readonly racers: number
  /** Tells the lanes of one database apart. */
  readonly lane: number
  readonly grain?: Grain
  /** Whether the database has stops. */
  readonly stops?: boolean
}

export interface Played {
  readonly taken: readonly Taken[]
  readonly outcomes: readonly Outcome[]
}

/** A few connections whose turns are ours to grant, one after another, and one that looks on. */
export class Lane implements AsyncDisposable {
  readonly #racers: readonly Racer[]
  readonly #changes: Changes
  readonly #watch: Watch
  readonly #works: readonly Work[]
  readonly #close: () => Promise<void>

  private constructor({ racers, changes, watch }: Parts, works: readonly Work[], close: () => Promise<void>) {
    this.#racers = racers
    this.#changes = changes
    this.#watch = watch
    this.#works = works
    this.#close = close
  }

  /** Racers as the application: each with a client of its own, and the verbs as they are. */
  static async ofVerbs(database: ServerDatabase, options: LaneOptions): Promise<Lane> {
    const parts = await partsOf(database, database.url, options)
    const clients = parts.connected.map(
      ({ driver, connection }) =>
        new Client({
          key: parseContextKey(database.contextKey),
          deadlineMs: DEADLINE_MS,
          onEvent: () => undefined,
          observed: false,
          comment: '',
          app: { ...driver, connect: () => Promise.resolve(connection) },
          admin: undefined,
          embedded: undefined,
        }),
    )
    const works = clients.map((client): Work => async (contest, racer) => {
      const { actor, work } = contest.verb(racer)
      const answer = await client.as(actor, work)
      contest.heard?.(answer)
      return true
    })
    return new Lane(parts, works, async () => {
      for (const client of clients) await client.close()
    })
  }

  /** Racers as somebody who writes SQL by hand. */
  static async ofNaive(database: ServerDatabase, options: LaneOptions): Promise<Lane> {
    const parts = await partsOf(database, database.superuserUrl, options)
    const works = parts.connected.map(
      ({ connection }): Work =>
        (contest, racer) =>
          naively(connection, contest.naive(racer)),
    )
    return new Lane(parts, works, async () => {
      for (const { driver } of parts.connected) await driver.close()
    })
  }

  async play(contest: Contest, choose: Choose): Promise<Played> {
    const works = this.#works.map((work, i) => () => outcomeOf(work(contest, i)))
    const taken = await play(this.#racers, works, this.#watch, this.#changes, choose)
    return { taken, outcomes: this.#racers.map(({ outcome }) => outcome ?? '') }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close()
    await this.#watch.close()
  }
}

type Work = (contest: Contest, racer: number) => Promise<boolean>

interface Parts {
  readonly racers: readonly Racer[]
  readonly changes: Changes
  readonly watch: Watch
  readonly connected: readonly { readonly driver: Driver; readonly connection: Connection }[]
}

async function partsOf(
  { superuserUrl }: ServerDatabase,
  url: string,
  { racers: count, lane, grain = 'statement', stops = false }: LaneOptions,
): Promise<Parts> {
  const changes = new Changes()
  const racers = Array.from({ length: count }, (_, i) => new Racer('ABC'.charAt(i), changes.tell))
  const slots = racers.map((_, i) => lane * count + i)
  const watch = new Watch(superuserUrl, racers)
  const connected = []
  for (const [i, racer] of racers.entries()) {
    const server = await postgresDriver({
      url,
      connections: 1,
      prepare: true,
      statementTimeoutMs: DEADLINE_MS,
      applicationName: stops ? nameOfSlot(slots[i] ?? 0) : 'race',
    })
    const driver = stepped(server, racer, grain)
    connected.push({ driver, connection: await driver.connect() })
  }
  if (stops) await watch.hold(slots)
  return { racers, changes, watch, connected }
}
