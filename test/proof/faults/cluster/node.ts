import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { type RunUser, runUser } from '../../../lanes/run-user.ts'
import { initialise, privateFolder, type ServerSettings } from '../../../lanes/servers.ts'
import { spawnOptions } from '../../../lanes/spawned.ts'
import { watch } from '../../../lanes/watchdog.ts'
import { serverBinaries } from './binaries.ts'
import { killFamily } from './processes.ts'
import { ServerLog } from './server-log.ts'

/** As in production, but for what is only noise or slows down a stop. */
const defaults: ServerSettings = {
  max_connections: '100',
  timezone: 'UTC',
  log_line_prefix: '%e %a ',
  log_min_error_statement: 'panic',
  wal_keep_size: '128MB',
  // A standby that is told to wait asks again at once, not after five seconds.
  wal_retrieve_retry_interval: '50ms',
}

const START_MS = 60_000

/** A PostgreSQL server that can be killed and started again: its data, its port, its log. Gone with this process. */
export class Node {
  readonly folder: string
  readonly user: RunUser | undefined
  readonly password: string
  readonly bin: string
  readonly port: number
  readonly log = new ServerLog()
  readonly #callOff: () => void
  readonly #settings: Record<string, string> = {}
  #server: ChildProcess | undefined

  private constructor(parts: Pick<Node, 'folder' | 'user' | 'password' | 'bin' | 'port'>, callOff: () => void) {
    this.folder = parts.folder
    this.user = parts.user
    this.password = parts.password
    this.bin = parts.bin
    this.port = parts.port
    this.#callOff = callOff
  }

  /** An empty server, not started. `password` is given by who will be copied into it. */
  static async create(password = randomBytes(12).toString('hex')): Promise<Node> {
    const user = runUser()
    const folder = await privateFolder(user)
    const callOff = watch(folder)
    const bin = await serverBinaries({ cwd: folder, user })
    return new Node({ folder, user, password, bin, port: await quietPort() }, callOff)
  }

  get data(): string {
    return join(this.folder, 'data')
  }

  /** The superuser's, database `postgres`. */
  get url(): string {
    return `postgres://postgres:${this.password}@127.0.0.1:${this.port}/postgres`
  }

  get pid(): number {
    const pid = this.#server?.pid
    if (pid === undefined) throw new Error('the server is not running')
    return pid
  }

  initialise(): Promise<void> {
    return initialise(this.bin, this.password, { cwd: this.folder, user: this.user })
  }

  /** Settings for every start to come. */
  configure(settings: ServerSettings): void {
    Object.assign(this.#settings, settings)
  }

  /** Starts it, or starts it again; `settings` are kept for the next time. `within` runs it by another command. */
  async start(
    settings: ServerSettings = {},
    within?: (command: readonly string[]) => readonly string[],
  ): Promise<void> {
    this.configure(settings)
    const own = [
      join(this.bin, 'postgres'),
      '-D',
      this.data,
      '--listen_addresses=127.0.0.1',
      `--port=${this.port}`,
      '--unix_socket_directories=',
      ...Object.entries({ ...defaults, ...this.#settings }).map(([name, value]) => `--${name}=${value}`),
    ]
    const [program = '', ...args] = within ? within(own) : own
    const user = within ? undefined : this.user
    for (const until = Date.now() + START_MS; ;) {
      const server = spawn(program, args, {
        ...spawnOptions({ cwd: this.folder, user }),
        detached: true,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      this.#server = server
      if (await this.log.follow(server, START_MS)) return
      // Killed processes let go of the shared memory a moment later.
      const passing = /still in use|could not bind|already exists/.test(this.log.tail())
      if (!passing || Date.now() > until) throw new Error(`PostgreSQL did not start\n${this.log.tail()}`)
      await sleep(20)
    }
  }

  /** As the server names itself: `15.18`. */
  async version(): Promise<string> {
    const sql = postgres(this.url, { max: 1, fetch_types: false })
    const [found] = await sql`select current_setting('server_version') as version`
    await sql.end()
    return String(found?.['version'])
  }

  /** SIGKILL for all of it. */
  async crash(): Promise<void> {
    const server = this.#server
    if (!server) return
    server.ref()
    const gone = once(server, 'exit')
    await killFamily(this.pid)
    await gone
    this.#server = undefined
  }

  /** Fast shutdown. */
  async stop(): Promise<void> {
    const server = this.#server
    if (!server || server.exitCode !== null || server.signalCode !== null) return
    server.ref()
    const gone = once(server, 'exit')
    server.kill('SIGINT')
    await gone
    this.#server = undefined
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.crash()
    this.#callOff()
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/**
 * A port that no outgoing connection is given. One of the ephemeral range could be taken while the server is down — by
 * the very client that tries to reach it, which then talks to itself: TCP's simultaneous open.
 */
export async function quietPort(): Promise<number> {
  for (;;) {
    const port = 15_000 + Math.floor(Math.random() * 15_000)
    const probe = createServer()
    const free = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false))
      probe.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!free) continue
    probe.close()
    await once(probe, 'close')
    return port
  }
}
