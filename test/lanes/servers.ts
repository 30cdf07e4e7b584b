import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBinaries, type ServerVersion } from './binaries.ts'
import { type RunUser, runUser } from './run-user.ts'
import { run, runs, spawnOptions, type SpawnedOptions } from './spawned.ts'
import { watch } from './watchdog.ts'

export interface Server {
  /** The superuser `postgres`, database `postgres`. */
  readonly adminUrl: string
  /** Ends the server, cutting off who is connected, and removes its folder. */
  stop(): Promise<void>
}

export type ServerSettings = Readonly<Record<string, string>>

/** For tests that ask what survives a crash of the machine. */
export const durable: ServerSettings = { fsync: 'on', full_page_writes: 'on' }

// Only what a crash of the machine would show is given up. `synchronous_commit` stays on: without fsync it is cheap,
// and what a commit means to other sessions stays as in production.
const defaults: ServerSettings = {
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  timezone: 'UTC',
}

const STOP_MS = 10_000
const START_MS = 60_000

/**
 * A PostgreSQL server of its own: fresh data, on a free port of the loopback interface, gone with this process at the
 * latest. Works as root and as any user; each of `settings` becomes a `--name=value`.
 */
export async function startServer(version: ServerVersion, settings: ServerSettings = {}): Promise<Server> {
  if (process.platform === 'win32') throw new Error('the server lane needs a POSIX system: set TEST_DATABASE_URL')
  const user = runUser()
  const folder = await privateFolder(user)
  const callOff = watch(folder)
  try {
    const options = { cwd: folder, user }
    const bin = await findBinaries(version, options)
    const password = randomBytes(12).toString('hex')
    await initialise(bin, password, options)
    const { server, port } = await start(bin, { ...defaults, ...settings }, options)
    return {
      adminUrl: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      stop: async () => {
        await end(server)
        callOff()
        await rm(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    callOff()
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** A folder that the server's user owns and can reach; TMPDIR may lie in a private home folder. */
export async function privateFolder(user: RunUser | undefined): Promise<string> {
  for (const parent of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
    const folder = await mkdtemp(join(parent, 'platform-db-')).catch(() => undefined)
    if (folder === undefined) continue
    if (user) await chown(folder, user.uid, user.gid)
    if (await runs('/bin/sh', ['-c', 'touch "$0/reached"', folder], { cwd: '/', user })) return folder
    await rm(folder, { recursive: true })
  }
  throw new Error('no temporary folder that the user of the server can reach: set TMPDIR')
}

export async function initialise(bin: string, password: string, options: SpawnedOptions): Promise<void> {
  const passwordFile = join(options.cwd, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (options.user) await chown(passwordFile, options.user.uid, options.user.gid)
  await run(
    join(bin, 'initdb'),
    [
      `--pgdata=${join(options.cwd, 'data')}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The one locale that every machine has, and PGlite's: both lanes sort alike.
      '--locale=C',
      '--no-sync',
      '--no-instructions',
    ],
    options,
  )
}

async function start(bin: string, settings: ServerSettings, options: SpawnedOptions) {
  // Between finding a port free and listening on it somebody else may take it.
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const server = spawn(
      join(bin, 'postgres'),
      [
        '-D',
        join(options.cwd, 'data'),
        '--listen_addresses=127.0.0.1',
        `--port=${port}`,
        '--unix_socket_directories=',
        ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`),
      ],
      // A session of its own: an interrupt typed at the terminal reaches the tests, which then stop the server.
      { ...spawnOptions(options), detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    try {
      await ready(server)
      return { server, port }
    } catch (error) {
      await end(server)
      if (attempt === 3 || !String(error).includes('could not bind')) throw error
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return address.port
}

async function ready(server: ChildProcess): Promise<void> {
  let log = ''
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => fail(`was not ready after ${START_MS} ms`), START_MS)
    const fail = (what: string) => {
      clearTimeout(timer)
      reject(new Error(`PostgreSQL ${what}\n${log}`))
    }
    server.once('error', (error) => fail(`could not be started: ${error.message}`))
    server.once('exit', () => fail('ended while it started'))
    server.stderr?.on('data', (chunk) => {
      // Afterwards the log is read on and dropped: a full pipe would stop the server.
      if (log.includes('ready to accept connections')) return
      log += chunk
      if (!log.includes('ready to accept connections')) return
      clearTimeout(timer)
      resolve()
    })
  })
  // A server that somebody forgot does not keep the process alive; the watchdog ends it.
  server.unref()
  if (server.stderr instanceof Socket) server.stderr.unref()
}

/** Fast shutdown; whoever does not heed it is killed. A killed postmaster's children end by themselves. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return
  server.ref()
  const exit = once(server, 'exit')
  server.kill('SIGINT')
  const timer = setTimeout(() => server.kill('SIGKILL'), STOP_MS)
  await exit
  clearTimeout(timer)
}
