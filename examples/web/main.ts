import { randomBytes } from 'node:crypto'
import { serve } from '@hono/node-server'
import { open } from '../open.ts'
import { webApp } from './app.ts'
import { openHouse } from './house.ts'

// A restaurant's own web page: menu, basket, bill, order, and the screen in its kitchen. On PGlite, so that it runs as it
// is; on the server that DATABASE_URL names, when there is one.
const db = await open()
const house = await openHouse(db)
const pin = process.env['KITCHEN_PIN'] ?? String(1000 + (randomBytes(2).readUInt16BE() % 9000))
const app = webApp({ db, house, pin, secret: process.env['COOKIE_SECRET'] ?? randomBytes(32).toString('base64url') })

const server = serve(
  { fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) },
  ({ port }) => {
    console.log(`${house.name}: http://127.0.0.1:${port}`)
    console.log(`Cocina: http://127.0.0.1:${port}/cocina, PIN ${pin}`)
  },
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => server.close(() => void db.close()))
}
