import { setTimeout as sleep } from 'node:timers/promises'
import { startProxy } from '../../lanes/proxy.ts'
import type { Fault } from './fault.ts'
import { underLoad } from './under-load.ts'

const BREAKS = 60
const CONNECTIONS = 6
const DEADLINE_MS = 600

/**
 * A network that resets every connection, or swallows every byte without a word — requests and answers, or the answers
 * alone, so that work is done and nobody told. Nobody waits past the deadline, and nothing is written twice.
 */
export const network: Fault = {
  name: 'network',
  share: 4,
  async run(arena) {
    const { random, pace, home } = arena
    const proxy = await startProxy(home.database.url)
    try {
      const stage = {
        fault: network.name,
        connections: CONNECTIONS,
        deadlineMs: DEADLINE_MS,
        handle: { url: proxy.url },
      }
      return await underLoad(arena, stage, async ({ heal }) => {
        const breaks = { resets: 0, 'half-open lines': 0, 'swallowed answers': 0 }
        for (let count = 0; pace.more(count, BREAKS); count += 1) {
          await sleep(random.between(30, 150))
          // Each kind in turn, so that a short run has met all three.
          if (count % 3 === 0) {
            proxy.cut()
            breaks.resets += 1
          } else {
            const answersOnly = count % 3 === 1
            proxy.blackhole(answersOnly ? 'answers' : true)
            breaks[answersOnly ? 'swallowed answers' : 'half-open lines'] += 1
            await sleep(random.between(DEADLINE_MS / 2, 2 * DEADLINE_MS))
            proxy.blackhole(false)
          }
          await heal()
        }
        const told = Object.entries(breaks).map(([what, count]) => `${count} ${what}`)
        return { counts: {}, note: told.join(', ') }
      })
    } finally {
      proxy.blackhole(false)
      await proxy.close()
    }
  },
}
