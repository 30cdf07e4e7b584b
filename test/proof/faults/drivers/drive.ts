import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { killOne } from '../backend-kills.ts'
import type { Installation } from '../installation.ts'
import { judge, type Verdict } from '../oracle.ts'
import { Random } from '../random.ts'
import { Told } from '../workload/told.ts'
import type { Order, Report } from './order.ts'

export interface Driven {
  readonly transactions: number
  readonly perSecond: number
  readonly verdict: Verdict
  readonly hung: number
  readonly uncaught: number
  readonly kills: number
}

/** How long a driver may take to come to an end after its time: whoever waits for it then is hung. */
const PATIENCE_MS = 15_000

/** Runs one driver in a process of its own, killing its backends if `kill`. */
export async function drive(
  home: Installation,
  order: Omit<Order, 'url' | 'contextKey' | 'tenants'> & { readonly url?: string },
  kill: boolean,
): Promise<Driven> {
  const { url, contextKey } = home.database
  const script = fileURLToPath(new URL('process.ts', import.meta.url))
  const argument = JSON.stringify({ url, contextKey, tenants: home.tenants, ...order } satisfies Order)
  const child = spawn(process.execPath, ['--import', 'tsx', script, argument], { stdio: ['ignore', 'pipe', 'pipe'] })
  let complaints = ''
  child.stderr.on('data', (chunk) => (complaints += chunk))
  const closed = once(child, 'close')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ready = await lines.next()
  const patience = setTimeout(() => child.kill('SIGKILL'), order.seconds * 1000 + PATIENCE_MS)
  const before = home.node.log.ended('57P01', order.fault)
  const last = lines.next()
  if (kill) await killUntil(last, home, order)
  const { value: output } = await last
  await closed
  clearTimeout(patience)
  if (ready.done || output === undefined) throw new Error(`${order.driver} ended without a word\n${complaints}`)
  const report = JSON.parse(output) as Report
  const told = new Told()
  for (const name of report.acked) told.acked.add(name)
  for (const name of report.denied) told.denied.add(name)
  told.foreignRows = report.foreignRows
  return {
    transactions: report.acked.length,
    perSecond: report.perSecond,
    verdict: await judge(home.database.superuserUrl, order.fault, told),
    hung: report.hung,
    uncaught: report.uncaught,
    kills: home.node.log.ended('57P01', order.fault) - before,
  }
}

async function killUntil(
  over: Promise<unknown>,
  { database }: Installation,
  { fault, seed }: Pick<Order, 'fault' | 'seed'>,
): Promise<void> {
  let running = true
  void over.then(() => {
    running = false
  })
  const root = postgres(database.superuserUrl, { max: 1 })
  const random = new Random(seed, `kills of ${fault}`)
  while (running) {
    await killOne(root, fault, random)
    await sleep(random.between(10, 40))
  }
  await root.end()
}
