import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { describe, expect, test, vi } from 'vitest'
import { durable, startServer } from './servers.ts'

describe('startServer', () => {
  test('starts the version asked for, on the loopback interface alone', async () => {
    const server = await startServer(15)
    const sql = postgres(server.adminUrl, { max: 1 })
    const [settings] = await sql`
      select current_setting('server_version_num')::int / 10000 as version, current_user as login,
        current_setting('listen_addresses') as tcp, current_setting('unix_socket_directories') as sockets,
        current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous_commit`
    expect(settings).toEqual({
      version: 15,
      login: 'postgres',
      tcp: '127.0.0.1',
      sockets: '',
      fsync: 'off',
      synchronous_commit: 'on',
    })
    await sql.end()
    await server.stop()
  })

  test('is gone after stop, with those still connected', async () => {
    const server = await startServer(15, durable)
    const sql = postgres(server.adminUrl, { max: 1, onclose: () => {} })
    const [setting] = await sql`select current_setting('fsync') as fsync`
    expect(setting).toEqual({ fsync: 'on' })
    await server.stop()
    expect(await answers(server.adminUrl)).toBe(false)
    await sql.end({ timeout: 1 })
  })

  test('does not outlive its process, even when that is killed', async () => {
    const script = fileURLToPath(new URL('forgotten-server.ts', import.meta.url))
    const forgetful = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(forgetful.stdout, 'readable')
    const adminUrl = String(forgetful.stdout.read()).trim()
    expect(await answers(adminUrl)).toBe(true)
    forgetful.kill('SIGKILL')
    await vi.waitFor(async () => expect(await answers(adminUrl)).toBe(false), { timeout: 20_000, interval: 100 })
  })
})

async function answers(url: string): Promise<boolean> {
  // Without a look at the types, whose failure postgres.js reports to nobody: a server that ends between the two would
  // leave a rejection that nothing handles.
  const sql = postgres(url, { max: 1, connect_timeout: 2, fetch_types: false })
  const answered = await sql`select 1`.then(
    () => true,
    () => false,
  )
  await sql.end({ timeout: 1 })
  return answered
}
