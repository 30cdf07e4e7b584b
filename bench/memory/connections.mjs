import { defaultDriver } from '../../dist/client/drivers/server-drivers.js'
import { spread, startContender } from '../contenders.mjs'
import { backendMemory, noBackends } from './backend-memory.mjs'

const FLOOR = 'floor'
const OURS = `platform-db-${defaultDriver}`

/**
 * What so many connections take: the client's process (RSS, when they are made and when the load ends) and the server's
 * backends, ours beside the floor's, of the smallest read. Each turn has a process of its own that begins anew, without the
 * loader that this one runs with; the turns of a round follow each other, in another order each time.
 *
 * A turn has to be long enough for the garbage of both to come to its level: the floor's, which begins with less loaded, is
 * seconds below it, and the ratio of a short turn that of the modules.
 */
export async function manyConnections({ sql, superuserUrl, appUrl, contextKey, places }, plan) {
  const { rounds, milliseconds, connections } = plan
  const setting = { superuserUrl, appUrl, contextKey, places, workload: 'ratings' }
  const turns = { [FLOOR]: [], [OURS]: [] }
  for (let round = 0; round < rounds; round++) {
    const names = round % 2 === 0 ? [FLOOR, OURS] : [OURS, FLOOR]
    for (const name of names) turns[name].push(await oneTurn(name))
  }
  return [FLOOR, OURS].map((name) => {
    const of = (figure) => spread(turns[name].map((turn) => turn[figure]))
    const ratio = (figure) => spread(turns[name].map((turn, i) => turn[figure] / turns[FLOOR][i][figure]))
    return {
      workload: 'connections',
      contender: name === OURS ? 'platform-db' : name,
      concurrency: connections,
      latencyMs: 0,
      megabytesBefore: of('before').median,
      rssRatioBefore: ratio('before').median,
      megabytes: of('megabytes').median,
      rssRatio: ratio('megabytes').median,
      rssSpread: [ratio('megabytes').min, ratio('megabytes').max],
      backendMegabytes: of('backendMegabytes').median,
      backendRatio: ratio('backendMegabytes').median,
      perSecond: of('perSecond').median,
    }
  })

  async function oneTurn(name) {
    await noBackends(sql)
    const folder = new URL('../reads/', import.meta.url)
    const child = await startContender(
      folder,
      name,
      { ...setting, connections, concurrency: connections },
      { execArgv: [] },
    )
    try {
      const before = await child.ask({ rss: true })
      const { perSecond } = await child.ask({ milliseconds })
      const rss = await child.ask({ rss: true })
      const { backends, megabytes } = await backendMemory(sql)
      if (backends !== connections) throw new Error(`${name} had ${backends} connections of ${connections}`)
      return { perSecond, before: before / 2 ** 20, megabytes: rss / 2 ** 20, backendMegabytes: megabytes / backends }
    } finally {
      await child.end()
    }
  }
}
