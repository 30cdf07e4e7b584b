import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { runUser } from '../../lanes/run-user.ts'
import { runs, spawnOptions } from '../../lanes/spawned.ts'
import { killOne } from './backend-kills.ts'
import { quietPort } from './cluster/node.ts'
import type { Fault } from './fault.ts'
import { underLoad } from './under-load.ts'

const KILLS = 100
const SERVERS = 4
const CONNECTIONS = 8

/** PgBouncer in transaction mode: two of our connections for each of the server's, and those are killed. */
export const pgbouncer: Fault = {
  name: 'pgbouncer',
  share: 3,
  async run(arena) {
    const { home, random, pace } = arena
    const user = runUser()
    if (!(await runs('pgbouncer', ['--version'], { cwd: '/', user }))) return { skipped: 'PgBouncer is not installed' }
    const folder = await mkdtemp(join(tmpdir(), 'platform-db-pgbouncer-'))
    const target = new URL(home.database.url)
    const port = await quietPort()
    const files = {
      'users.txt': `"${target.username}" "${target.password}"\n`,
      'pgbouncer.ini': settings(target, port, folder),
    }
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(folder, name), text, { mode: 0o600 })
      if (user) await chown(join(folder, name), user.uid, user.gid)
    }
    if (user) await chown(folder, user.uid, user.gid)
    const options = { ...spawnOptions({ cwd: folder, user }), stdio: 'ignore' } as const
    const bouncer = spawn('pgbouncer', [join(folder, 'pgbouncer.ini')], options)
    const root = postgres(home.database.superuserUrl, { max: 1 })
    try {
      await listening(port)
      const url = new URL(target)
      url.port = String(port)
      const stage = {
        fault: pgbouncer.name,
        connections: CONNECTIONS,
        deadlineMs: 2000,
        // More transactions at once than the server gives it, PgBouncer lets wait.
        served: SERVERS,
        handle: { url: url.href, prepare: false },
      }
      return await underLoad(arena, stage, async ({ heal, rest }) => {
        const before = home.node.log.ended('57P01', pgbouncer.name)
        const killed = () => home.node.log.ended('57P01', pgbouncer.name) - before
        while (pace.more(killed(), KILLS)) {
          await killOne(root, pgbouncer.name, random)
          await sleep(random.between(20, 60))
        }
        await rest()
        await heal()
        return { counts: { kills: killed() } }
      })
    } finally {
      await root.end()
      const gone = once(bouncer, 'exit')
      bouncer.kill('SIGTERM')
      await gone
      await rm(folder, { recursive: true, force: true })
    }
  },
}

const settings = (target: URL, port: number, folder: string): string => `[databases]
* = host=${target.hostname} port=${target.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = plain
auth_file = ${folder}/users.txt
pool_mode = transaction
default_pool_size = ${SERVERS}
`

async function listening(port: number): Promise<void> {
  for (const until = Date.now() + 10_000; ; await sleep(20)) {
    const socket = connect(port, '127.0.0.1')
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
    })
    socket.destroy()
    if (open) return
    if (Date.now() > until) throw new Error('PgBouncer does not listen')
  }
}
