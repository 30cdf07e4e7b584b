import postgres, { type Sql } from 'postgres'
import { type Arena, openArena } from '../home.ts'
import type { Ask, Contest, Grain, Stop } from '../race.ts'
import { explore, type Explored } from './explore.ts'
import { Lane } from './lane.ts'
import type { Taken } from './play.ts'

/** A form by hand: `rows` are the two of its contest, both 0, to which every racer is to add one. */
export type Form = (ask: Ask, rows: readonly [string, string], racer: number) => Promise<unknown>

export interface Seen extends Explored {
  readonly orders: ReadonlyMap<string, { readonly taken: readonly Taken[]; readonly outcomes: readonly string[] }>
}

export interface Setting {
  readonly racers?: number
  readonly lanes?: number
  readonly grain?: Grain
  readonly stops?: boolean
}

/** A table of two rows per lane, and every order of turns on it: to see whether the explorer itself can be believed. */
export class Scratch implements AsyncDisposable {
  readonly #arena: Arena
  readonly #sql: Sql

  private constructor(arena: Arena, sql: Sql) {
    this.#arena = arena
    this.#sql = sql
  }

  static async open(serverUrl: string): Promise<Scratch> {
    const stops: readonly Stop[] = [{ before: 'update', on: 'race_scratch' }]
    const arena = await openArena(serverUrl, {
      before: [
        'create table race_scratch (id integer primary key, n integer not null)',
        // Looks and writes in one statement: from outside, one turn.
        `create function race_look_and_write(of_row integer) returns void language plpgsql as $$
declare seen integer;
begin
  select n into seen from race_scratch where id = of_row;
  update race_scratch set n = seen + 1 where id = of_row;
end $$`,
      ],
      stops,
    })
    return new Scratch(arena, postgres(arena.server.superuserUrl, { max: 1, onnotice: () => undefined }))
  }

  /** Broken is an order after which the first row does not hold one of every racer. */
  async everyOrder(form: Form, { racers = 2, lanes: count = 2, ...rest }: Setting = {}): Promise<Seen> {
    const orders = new Map<string, { taken: readonly Taken[]; outcomes: readonly string[] }>()
    const lanes: Lane[] = []
    try {
      for (let lane = 0; lane < count; lane += 1) {
        lanes.push(await Lane.ofNaive(this.#arena.server, { racers, lane, ...rest }))
      }
      const explored = await explore(
        lanes.map((lane, i) => async (choose) => {
          const rows = [String(i * 2), String(i * 2 + 1)] as const
          await this.#sql`
            insert into race_scratch select id, 0 from unnest(${rows}::integer[]) as id
            on conflict (id) do update set n = 0`
          const order: number[] = []
          const played = await lane.play(contest(form, rows), (able) => {
            const chosen = choose(able)
            order.push(chosen)
            return chosen
          })
          orders.set(order.join(''), played)
          const [row] = await this.#sql<{ n: number }[]>`select n from race_scratch where id = ${rows[0]}`
          return row?.n === racers ? [] : [`n is ${row?.n}`]
        }),
      )
      return { ...explored, orders }
    } finally {
      for (const lane of lanes) await lane[Symbol.asyncDispose]()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sql.end()
    await this.#arena[Symbol.asyncDispose]()
  }
}

function contest(form: Form, rows: readonly [string, string]): Contest {
  return {
    naive: (racer) => async (ask) => {
      await form(ask, rows, racer)
      return true
    },
    verb: () => {
      throw new Error('there is no verb on scratch rows')
    },
    broken: '',
    winners: 0,
  }
}
