import { setTimeout as sleep } from 'node:timers/promises'
import type { Db, ServerOptions } from '../../../src/index.ts'
import type { Arena } from './fault.ts'
import { healed } from './heal.ts'
import { judge } from './oracle.ts'
import { type Injected, type Result, resultOf } from './result.ts'
import { librarySubject } from './workload/library.ts'
import { Load, type LoadOptions } from './workload/load.ts'
import type { Told } from './workload/told.ts'

export interface Stage {
  readonly fault: string
  readonly connections: number
  readonly deadlineMs: number
  /** How many scopes at once mean that the pool has healed; all connections when left out. */
  readonly served?: number
  readonly handle?: Partial<ServerOptions>
  readonly load?: Partial<Pick<LoadOptions, 'clients' | 'pauseMs' | 'shape'>>
  /** Where the database is when it is over, if not where it was: after a failover. */
  readonly superuserUrl?: () => string
}

export interface UnderLoad {
  readonly db: Db
  /** Grows while the load runs. */
  readonly told: Told
  /** From here on the fault is over: measures, and keeps the worst. */
  readonly heal: () => Promise<number>
  /** Ends the load before the injection is over; what follows is alone with the database. */
  readonly rest: () => Promise<void>
}

/** How long the load of a short run goes on for its first success: a busy machine may not fit one into a share of it. */
const FIRST_SUCCESS_MS = 30_000

/** Without a success there is nothing that could have been lost: an empty run is not judged before this. */
async function untilOneSucceeded(told: Told): Promise<void> {
  const until = performance.now() + FIRST_SUCCESS_MS
  while (told.acked.size === 0 && performance.now() < until) await sleep(20)
}

/** Runs clients of several tenants while `inject` does its worst, and asks the oracle afterwards. */
export async function underLoad(
  { home, random }: Arena,
  { fault, connections, deadlineMs, served = connections, handle = {}, load: shape = {}, superuserUrl }: Stage,
  inject: (stage: UnderLoad) => Promise<Omit<Injected, 'healMs'>>,
): Promise<Result> {
  const db = await home.open({ connections, deadlineMs, applicationName: fault, ...handle })
  const subject = librarySubject(db, deadlineMs)
  const tenants = home.tenants
  const load = new Load(subject, { fault, tenants, clients: 2 * connections, random, pauseMs: 4, ...shape })
  let healMs = 0
  try {
    const injected = await inject({
      db,
      told: load.told,
      heal: async () => {
        const took = await healed(db, tenants[0] ?? '', served)
        healMs = Math.max(healMs, took)
        return took
      },
      rest: async () => {
        await untilOneSucceeded(load.told)
        await load.stop()
      },
    })
    await untilOneSucceeded(load.told)
    const told = await load.stop()
    const verdict = await judge(superuserUrl?.() ?? home.database.superuserUrl, fault, told)
    return resultOf(told, verdict, { ...injected, healMs })
  } finally {
    await load.stop()
    await db.close()
  }
}
