// One driver under load for a while; tells what it was told, and what got past it. Started by `drive.ts`.
import { setTimeout as sleep } from 'node:timers/promises'
import { Random } from '../random.ts'
import { Load } from '../workload/load.ts'
import { openDriver } from './open-driver.ts'
import type { Order, Report } from './order.ts'

let uncaught = 0
process.on('uncaughtException', () => {
  uncaught += 1
})
process.on('unhandledRejection', () => {
  uncaught += 1
})

const order = JSON.parse(process.argv[2] ?? '') as Order
/** Connections are made, statements prepared, code compiled. */
const WARM_MS = 1500

const subject = await openDriver(order)
// From here on it may be killed at: a client that cannot even start is another matter.
process.stdout.write('ready\n')
const { seed, fault, tenants, clients, pauseMs, shape } = order
const load = new Load(subject, {
  fault,
  tenants,
  clients,
  pauseMs,
  random: new Random(seed, fault),
  shape,
})
await sleep(WARM_MS)
const warm = { acked: load.told.acked.size, at: performance.now() }
await sleep(order.seconds * 1000)
const perSecond = (load.told.acked.size - warm.acked) / ((performance.now() - warm.at) / 1000)
const told = await load.stop()
const report: Report = {
  acked: [...told.acked],
  denied: [...told.denied],
  unknown: [...told.unknown],
  hung: told.hung,
  foreignRows: told.foreignRows,
  uncaught,
  perSecond,
}
// Without its end there is no next line of a process whose driver still holds connections.
process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0))
