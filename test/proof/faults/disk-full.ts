import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { chown } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { runs } from '../../lanes/spawned.ts'
import { Node } from './cluster/node.ts'
import type { Fault } from './fault.ts'
import { copied } from './installation.ts'
import { underLoad } from './under-load.ts'

const TIMES = 5
const SIZE = '96m'

/**
 * The disk of the tables runs full. Writes fail, reads go on, and with space it works again. A small file system in
 * memory, mounted where only this server sees it, so that none is left behind: that takes root, on Linux.
 */
export const diskFull: Fault = {
  name: 'disk-full',
  share: 2,
  async run(arena) {
    const probe = ['--mount', '--', 'sh', '-c', 'mount -t tmpfs tmpfs "$0" && setpriv --version', tmpdir()]
    if (!(await runs('unshare', probe, { cwd: '/', user: undefined }))) {
      return { skipped: 'needs root on Linux, with unshare and setpriv, to mount a small file system' }
    }
    await using node = await Node.create(arena.home.node.password)
    const small = join(node.folder, 'small')
    mkdirSync(small)
    if (node.user) await chown(small, node.user.uid, node.user.gid)
    const home = await copied(arena.home, node, () =>
      node.start({ fsync: 'off' }, (command) => within(small, node, command)),
    )
    await moveTables(node.url, small, new URL(home.database.url).pathname.slice(1))
    // The mount is in the server's own namespace; this is the way in.
    const filler = join('/proc', String(node.pid), 'root', small, 'filler')

    return await underLoad(
      { ...arena, home },
      { fault: diskFull.name, connections: 6, deadlineMs: 2000 },
      async (stage) => {
        const broken: string[] = []
        let times = 0
        let refused = 0
        for (; arena.pace.more(times, TIMES); times += 1) {
          const before = stage.told.denied.size
          fill(filler)
          for (const until = Date.now() + 10_000; stage.told.denied.size < before + 20; await sleep(10)) {
            if (Date.now() < until) continue
            broken.push('the disk did not run full')
            break
          }
          refused += stage.told.denied.size - before
          // A read of all connections at once, while no write can succeed.
          await stage.heal()
          rmSync(filler)
          const acked = stage.told.acked.size
          await stage.heal()
          for (const until = Date.now() + 2000; stage.told.acked.size === acked && Date.now() < until;) await sleep(5)
          if (stage.told.acked.size === acked) broken.push('no write succeeded when there was space again')
        }
        return { counts: {}, broken, note: `${times} times, ${refused} writes refused` }
      },
    )
  },
}

/** As root into a mount namespace of its own, then as the server's user: `exec` keeps the process, and with it the pid. */
function within(small: string, { user }: Node, command: readonly string[]): readonly string[] {
  const as = user ? ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--'] : []
  const owner = user ? `,uid=${user.uid},gid=${user.gid}` : ''
  const script = `mount -t tmpfs -o size=${SIZE},mode=700${owner} tmpfs "$0" && exec "$@"`
  return ['unshare', '--mount', '--', 'sh', '-c', script, small, ...as, ...command]
}

/** The tables alone: a full pg_wal is another fault, after which the server stops. */
async function moveTables(superuserUrl: string, folder: string, database: string): Promise<void> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => undefined })
  await sql.unsafe(`create tablespace small location '${folder}'`)
  await sql.unsafe(`alter database ${database} set tablespace small`)
  await sql.end()
}

function fill(path: string): void {
  const file = openSync(path, 'w')
  const block = Buffer.alloc(64 * 1024)
  try {
    for (;;) {
      const { bavail, bsize } = statfsSync(path)
      writeSync(file, block, 0, bavail * bsize > 0 ? Math.min(block.length, bavail * bsize) : 1)
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    closeSync(file)
  }
}
