import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import type { Fault } from './fault.ts'
import type { Random } from './random.ts'
import { underLoad } from './under-load.ts'

const KILLS = 1000
const TRANSACTIONS = 30_000
const CONNECTIONS = 8

/** `pg_terminate_backend` at random, as an operator, an out-of-memory killer or a failover does it. */
export const backendKills: Fault = {
  name: 'backend-kills',
  share: 6,
  run: (arena) =>
    underLoad(arena, { fault: backendKills.name, connections: CONNECTIONS, deadlineMs: 2000 }, async (stage) => {
      const { random, pace, home } = arena
      const before = home.node.log.ended('57P01', backendKills.name)
      const killed = () => home.node.log.ended('57P01', backendKills.name) - before
      const root = postgres(home.database.superuserUrl, { max: 1 })
      while (pace.more(killed(), KILLS) || pace.more(stage.told.acked.size, TRANSACTIONS)) {
        await killOne(root, backendKills.name, random)
        // With enough of them dead, what is left to show is that it goes on.
        await sleep(killed() < KILLS ? random.between(15, 45) : random.between(100, 200))
      }
      await stage.rest()
      // The worst for a pool: every connection of it at once.
      await root`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${backendKills.name}`
      await stage.heal()
      await root.end()
      return { counts: { kills: killed() } }
    }),
}

/** Two of three times one that is inside a transaction and waits for its client: that is where a driver goes wrong. */
export async function killOne(root: postgres.Sql, application: string, random: Random): Promise<void> {
  const found = await root<{ pid: number; state: string }[]>`
    select pid, coalesce(state, '') as state from pg_stat_activity where application_name = ${application} order by pid`
  const lingering = found.filter(({ state }) => state === 'idle in transaction')
  const victim = random.of(lingering.length > 0 && random.chance(2 / 3) ? lingering : found)
  if (victim) await root`select pg_terminate_backend(${victim.pid})`
}
