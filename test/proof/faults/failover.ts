import { setTimeout as sleep } from 'node:timers/promises'
import { startProxy } from '../../lanes/proxy.ts'
import { Node } from './cluster/node.ts'
import { followFrom, makeSynchronous, promote } from './cluster/standby.ts'
import type { Arena, Fault } from './fault.ts'
import { copied } from './installation.ts'
import type { Result } from './result.ts'
import { underLoad, type UnderLoad } from './under-load.ts'

const PROMOTIONS = 20
const CONNECTIONS = 8

/** The primary is lost, its synchronous standby takes over, and a new standby is made: nothing acknowledged is lost. */
export const failover: Fault = {
  name: 'failover',
  share: 6,
  run: (arena) =>
    withPair(arena, failover.name, async (pair, stage) => {
      const downs: number[] = []
      while (arena.pace.more(downs.length, PROMOTIONS)) {
        await followFrom(pair.standby, pair.primary)
        await makeSynchronous(pair.primary)
        const acked = stage.told.acked.size
        await sleep(arena.random.between(100, 300))
        while (stage.told.acked.size === acked) await sleep(5)
        const killed = performance.now()
        await pair.primary.crash()
        await pair.takeOver()
        downs.push(Math.round(performance.now() - killed))
        await stage.heal()
      }
      return { counts: { failovers: downs.length }, note: `at most ${Math.max(...downs)} ms until the next one served` }
    }),
}

export interface Pair {
  primary: Node
  standby: Node
  /** Promotes the standby and sends new connections there. */
  takeOver(): Promise<void>
}

/** Two servers, and a load that reaches the primary by an address that moves with it. */
export async function withPair(
  arena: Arena,
  fault: string,
  work: (pair: Pair, stage: UnderLoad) => Promise<Pick<Result, 'counts'> & { readonly note: string }>,
): Promise<Result> {
  const { password } = arena.home.node
  await using first = await Node.create(password)
  await using second = await Node.create(password)
  for (const node of [first, second]) node.configure({ fsync: 'off' })
  const home = await copied(arena.home, first)
  const proxy = await startProxy(home.database.url)
  const pair: Pair = {
    primary: first,
    standby: second,
    takeOver: async () => {
      await promote(pair.standby)
      ;[pair.primary, pair.standby] = [pair.standby, pair.primary]
      proxy.retarget(pair.primary.url)
    },
  }
  const superuserUrl = () => {
    const url = new URL(home.database.superuserUrl)
    url.port = String(pair.primary.port)
    return url.href
  }
  try {
    return await underLoad(
      { ...arena, home },
      { fault, connections: CONNECTIONS, deadlineMs: 2000, handle: { url: proxy.url }, superuserUrl },
      (stage) => work(pair, stage),
    )
  } finally {
    await proxy.close()
  }
}
