import { startProxy } from '../../../lanes/proxy.ts'
import { Node } from '../cluster/node.ts'
import { install, type Installation } from '../installation.ts'
import { drive } from './drive.ts'
import { type DriverName, driverNames } from './order.ts'
import { type OverDistance, overDistance } from './over-distance.ts'

export interface Compared {
  readonly driver: string
  readonly kills: number
  readonly transactions: number
  readonly crossTenant: number
  readonly half: number
  readonly uncaught: number
  readonly hung: number
  /** Without faults, against the first: transactions that await each statement, and those sent at once. */
  readonly steps: number
  readonly batch: number
  /** Of one transaction, warm. */
  readonly stepsRoundTrips: number
  readonly batchRoundTrips: number
  /** Of one transaction, with the server 5 ms away. */
  readonly stepsMs: number
  readonly batchMs: number
}

const labels: Readonly<Record<DriverName, string>> = {
  owned: 'postgres.js, owned clients (ours)',
  'one-sync': 'pg, one Sync (ours)',
  shared: 'postgres.js, shared client, `sql.begin`',
  pg: 'pg, pool, own transaction',
}

const KILLING_SECONDS = 4
/** A client that has lost all its connections meets no further fault: so several, one after another. */
const LIVES = 5
const ROUNDS = 5
const ROUND_SECONDS = 2
const CONNECTIONS = 16

/** The same transfers, kills and judge for each driver; throughput in turns, the median of rounds. */
export async function compareDrivers({
  seed,
  seconds,
  say,
}: {
  readonly seed: number
  readonly seconds: number | undefined
  readonly say: (line: string) => void
}): Promise<{ readonly drivers: readonly Compared[]; readonly table: readonly string[] }> {
  await using node = await Node.create()
  await node.initialise()
  await node.start({ fsync: 'off' })
  const home = await install(node)
  const speed = await throughput(home, seed, say)
  const drivers: Compared[] = []
  for (const driver of driverNames) {
    say(`${labels[driver]}: under kills`)
    const killed = await underKills(home, driver, seed, seconds ?? KILLING_SECONDS)
    const [steps, batch] = [await counted(home, driver, 'steps'), await counted(home, driver, 'batch')]
    drivers.push({
      driver: labels[driver],
      ...killed,
      steps: speed(driver, 'steps'),
      batch: speed(driver, 'batch'),
      stepsRoundTrips: steps.roundTrips,
      batchRoundTrips: batch.roundTrips,
      stepsMs: steps.milliseconds,
      batchMs: batch.milliseconds,
    })
  }
  return { drivers, table: tableOf(drivers) }
}

async function underKills(home: Installation, driver: DriverName, seed: number, seconds: number) {
  const total = { kills: 0, transactions: 0, crossTenant: 0, half: 0, uncaught: 0, hung: 0 }
  for (let life = 0; life < LIVES; life += 1) {
    const order = {
      driver,
      fault: `kills-${driver}-${life}`,
      seed: seed + life,
      seconds,
      connections: CONNECTIONS,
      clients: 3 * CONNECTIONS,
      pauseMs: 200,
      shape: 'steps',
    } as const
    const { kills, transactions, verdict, uncaught, hung } = await drive(home, order, true)
    total.kills += kills
    total.transactions += transactions
    total.crossTenant += verdict.crossTenant
    total.half += verdict.half
    total.uncaught += uncaught
    total.hung += hung
  }
  return total
}

/** @returns the throughput of a driver against that of the first, medians of rounds that took turns */
async function throughput(home: Installation, seed: number, say: (line: string) => void) {
  const perSecond = new Map<string, number[]>()
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const shape of ['steps', 'batch'] as const) {
      for (const driver of driverNames) {
        const fault = `speed-${driver}-${shape}-${round}`
        const load = { driver, fault, shape, seed, seconds: ROUND_SECONDS, pauseMs: 0 }
        const driven = await drive(home, { ...load, connections: CONNECTIONS, clients: CONNECTIONS }, false)
        const key = `${driver} ${shape}`
        perSecond.set(key, [...(perSecond.get(key) ?? []), driven.perSecond])
      }
    }
    say(`throughput, round ${round + 1} of ${ROUNDS}`)
  }
  return (driver: DriverName, shape: 'steps' | 'batch'): number => {
    const of = (name: DriverName) => median(perSecond.get(`${name} ${shape}`) ?? [])
    return Math.round((of(driver) / of('owned')) * 100) / 100
  }
}

async function counted(home: Installation, driver: DriverName, shape: 'steps' | 'batch'): Promise<OverDistance> {
  const proxy = await startProxy(home.database.url)
  try {
    return await overDistance(home, driver, shape, proxy)
  } finally {
    await proxy.close()
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function tableOf(drivers: readonly Compared[]): readonly string[] {
  const rows: readonly (readonly [string, (of: Compared) => number])[] = [
    ['backends killed', (of) => of.kills],
    ['transactions acknowledged meanwhile', (of) => of.transactions],
    ['rows in another tenant', (of) => of.crossTenant],
    ['half-written transactions', (of) => of.half],
    ['errors that no caller could catch', (of) => of.uncaught],
    ['callers without an answer', (of) => of.hung],
    ['throughput, awaited statements', (of) => of.steps],
    ['throughput, statements at once', (of) => of.batch],
    ['round trips, awaited statements', (of) => of.stepsRoundTrips],
    ['round trips, statements at once', (of) => of.batchRoundTrips],
    ['ms with the server 5 ms away, awaited statements', (of) => of.stepsMs],
    ['ms with the server 5 ms away, statements at once', (of) => of.batchMs],
  ]
  return [
    `| | ${drivers.map(({ driver }) => driver).join(' | ')} |`,
    `|---|${drivers.map(() => '---:|').join('')}`,
    ...rows.map(([what, of]) => `| ${what} | ${drivers.map((driver) => String(of(driver))).join(' | ')} |`),
  ]
}
