// The client that `client-kills.ts` kills: tells every transaction as it begins, and again as it is acknowledged.
import type { ServerDriver } from '../../../src/client/drivers/server-drivers.ts'
import { openDb } from '../../../src/index.ts'
import { Random } from './random.ts'
import { librarySubject } from './workload/library.ts'
import { Load } from './workload/load.ts'

const { url, contextKey, driver, tenants, fault, seed } = JSON.parse(process.argv[2] ?? '') as {
  url: string
  contextKey: string
  driver: ServerDriver
  tenants: string[]
  fault: string
  seed: number
}
const deadlineMs = 2000
const db = await openDb({ url, contextKey, driver, connections: 4, deadlineMs, applicationName: fault })
const load = new Load(librarySubject(db, deadlineMs), {
  fault: `${fault}-${process.pid}`,
  tenants,
  clients: 8,
  random: new Random(seed, fault),
  pauseMs: 20,
  onEvent: (event, { name }) => console.log(`${event} ${name}`),
})
// Nobody stops it: it is killed. A parent that is gone, though, leaves no client behind.
process.stdout.on('error', () => process.exit(1))
void load
