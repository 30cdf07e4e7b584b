import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { migrate } from '../../../src/migrations.ts'
import { aDatabase } from '../../migrations/a-database.ts'
import { startCli } from '../run-cli.ts'

test('studio serves the tables of the library on the port that it is handed', async () => {
  await using database = await aDatabase()
  await migrate(database)
  const port = await aFreePort()
  const words = ['studio', '--', '--host', '127.0.0.1', '--port', String(port)]
  const child = startCli(words, { env: { MIGRATE_URL: database.url } })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = once(child, 'close')
  try {
    const answer = await answerOf(
      port,
      { type: 'init' },
      () => child.exitCode === null,
      () => said,
    )
    expect(answer).toMatchObject({ dialect: 'postgresql' })
    expect(JSON.stringify(answer)).toContain('"table":"orders"')
  } finally {
    child.kill('SIGTERM')
    await ended
  }
})

/** What studio's own page asks its server first; it takes a while to be there. */
async function answerOf(port: number, ask: object, alive: () => boolean, said: () => string): Promise<unknown> {
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ask),
    }).catch(() => undefined)
    if (response?.ok === true) return response.json()
    if (!alive()) throw new Error(`studio ended: ${said()}`)
    await pause(100)
  }
}

async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
