import postgres, { type Sql } from 'postgres'
import type { Stop } from '../race.ts'
import type { Racer } from './racer.ts'

/** The first of the two numbers of an advisory lock that is one of our stops. */
const STOPS = 72_616_365
const PER_RACER = 1_000_000
/** So long must a wait last before it counts; by then the server has looked for a deadlock, which it does once. */
const WAITED_MS = 6
export const DEADLOCK_TIMEOUT = '1ms'

/** Sees from outside what the racers of one lane wait for, and holds the stops inside their functions. */
export class Watch {
  readonly #sql: Sql
  readonly #racers: readonly Racer[]
  /** The number of the stop that each racer comes to next; held by our session. */
  readonly #next = new Map<Racer, number>()

  constructor(superuserUrl: string, racers: readonly Racer[]) {
    this.#sql = postgres(superuserUrl, { max: 1, onnotice: () => undefined })
    this.#racers = racers
  }

  /**
   * Notes who is stopped, and at what. Whoever waits for a lock that no other racer holds, or only for an instant, is on
   * its way: the answer will come without anybody's doing.
   */
  async look(): Promise<void> {
    const pids = this.#racers.map(({ pid }) => pid)
    const waiting = await this.#sql<{ pid: number; stop: boolean }[]>`
      select l.pid, l.locktype = 'advisory' and l.classid = ${STOPS} as stop
      from pg_locks l
      where not l.granted and l.pid = any(${pids})
        and (l.locktype = 'advisory' and l.classid = ${STOPS}
          or l.waitstart < clock_timestamp() - ${WAITED_MS} * interval '1 ms' and pg_blocking_pids(l.pid) && ${pids}::int[])`
    for (const racer of this.#racers) {
      if (!racer.sent) continue
      const wait = waiting.find(({ pid }) => pid === racer.pid)
      racer.waits = wait && (wait.stop ? 'stop' : 'lock')
    }
  }

  /** Puts the stops of this lane in front of the racers, whose connections are open. */
  async hold(slots: readonly number[]): Promise<void> {
    for (const [i, racer] of this.#racers.entries()) {
      const slot = slots[i] ?? 0
      const [row] = await this.#sql<{ next: string }[]>`
        select setval(${`race.stop_${slot}`}, 1, false) as next`
      const stop = slot * PER_RACER + Number(row?.next ?? 1)
      await this.#sql`select pg_advisory_lock(${STOPS}, ${stop})`
      this.#next.set(racer, stop)
    }
  }

  /** Lets one racer pass the stop that it is at, and is at the next one before it. */
  async pass(racer: Racer): Promise<void> {
    const stop = this.#next.get(racer)
    if (stop === undefined) throw new Error(`no stop is held for ${racer.name}`)
    this.#next.set(racer, stop + 1)
    racer.waits = undefined
    await this.#sql`select pg_advisory_lock(${STOPS}, ${stop + 1}), pg_advisory_unlock(${STOPS}, ${stop})`
  }

  async close(): Promise<void> {
    await this.#sql.end()
  }
}

/** A session of this name stops where `putStops` says; others pass. */
export const nameOfSlot = (slot: number): string => `race_${slot}`

/** Triggers that stop a racer before it writes to a table, so that the statements inside a function are turns, too. */
export function stopsSql(stops: readonly Stop[], slots: number): readonly string[] {
  return [
    'create schema race',
    ...Array.from({ length: slots }, (_, slot) => `create sequence race.stop_${slot}`),
    `create function race.stop() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  slot integer := substr(current_setting('application_name'), 6);
begin
  perform pg_advisory_xact_lock_shared(${STOPS}, slot * ${PER_RACER} + nextval(('race.stop_' || slot)::regclass)::integer);
  return null;
end $$`,
    // Always: the naive forms run with all other triggers off.
    ...stops.flatMap(({ before, on }) => [
      `create trigger race_stop_${before} before ${before} on ${on} for each statement
when (current_setting('application_name') like 'race\\_%') execute function race.stop()`,
      `alter table ${on} enable always trigger race_stop_${before}`,
    ]),
  ]
}

export const dropStopsSql = (stops: readonly Stop[]): readonly string[] =>
  stops.map(({ before, on }) => `drop trigger race_stop_${before} on ${on}`)
