import { setTimeout as sleep } from 'node:timers/promises'
import type { Arena, Fault } from './fault.ts'
import { type UnderLoad, underLoad } from './under-load.ts'

const KILLS = 100
export const CONNECTIONS = 8

/** SIGKILL for the whole server, again and again: what was acknowledged is there when it is back. */
export const serverKills: Fault = {
  name: 'server-kills',
  share: 8,
  run: (arena) =>
    underLoad(arena, { fault: serverKills.name, connections: CONNECTIONS, deadlineMs: 2000 }, async (stage) => {
      let kills = 0
      let down = 0
      while (arena.pace.more(kills, KILLS)) {
        down = Math.max(down, await crashOnce(arena, stage))
        kills += 1
      }
      return { counts: { serverKills: kills }, note: `at most ${down} ms until the server was back` }
    }),
}

/** @returns milliseconds from the kill until the server took connections again */
export async function crashOnce({ home: { node }, random }: Arena, stage: UnderLoad): Promise<number> {
  const acked = stage.told.acked.size
  await sleep(random.between(50, 250))
  // A crash under nobody's hands would prove nothing.
  while (stage.told.acked.size === acked) await sleep(5)
  const killed = performance.now()
  await node.crash()
  await node.start()
  const down = Math.round(performance.now() - killed)
  await stage.heal()
  return down
}
