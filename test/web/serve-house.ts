import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { serve } from '@hono/node-server'
import { webApp } from '../../examples/web/app.ts'
import { type House, openHouse } from '../../examples/web/house.ts'
import { openTestDb, type TestDb } from '../../src/testing.ts'

export const PIN = '4711'

/** The example application on a port of its own, in process, on PGlite. */
export async function serveHouse() {
  const db: TestDb = await openTestDb()
  const house: House = await openHouse(db)
  const app = webApp({ db, house, pin: PIN, secret: 'only for tests, and long enough to sign with' })
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 })
  if (!server.listening) await once(server, 'listening')
  // A TCP server that listens has an address.
  const { port } = server.address() as AddressInfo
  return {
    db,
    house,
    app,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.close()
      await db.close()
    },
  }
}
