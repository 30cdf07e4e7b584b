import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from './fault.ts'
import { underLoad } from './under-load.ts'

const KILLS = 200
const CONNECTIONS = 12
/** The server ends a transaction that has been idle for twice as long (docs/client.md). */
const DEADLINE_MS = 100

/** Transactions that think for too long, which the server ends by `idle_in_transaction_session_timeout`. */
export const idleKills: Fault = {
  name: 'idle-kills',
  share: 2,
  run: (arena) =>
    underLoad(
      arena,
      {
        fault: idleKills.name,
        connections: CONNECTIONS,
        deadlineMs: DEADLINE_MS,
        load: { shape: 'steps', pauseMs: 4 * DEADLINE_MS },
      },
      async (stage) => {
        const { log } = arena.home.node
        const before = log.ended('25P03', idleKills.name)
        const killed = () => log.ended('25P03', idleKills.name) - before
        while (arena.pace.more(killed(), KILLS)) await sleep(50)
        await stage.rest()
        await stage.heal()
        return { counts: { idleKills: killed() } }
      },
    ),
}
