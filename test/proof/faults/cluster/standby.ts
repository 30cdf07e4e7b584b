import { chown, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { run } from '../../../lanes/spawned.ts'
import type { Node } from './node.ts'

/** All but the WAL, which the standby asks for: most of it is old, and it outgrows the rest. */
const copy = `
mkdir -m 700 "$1" "$1/pg_wal" "$1/pg_wal/archive_status"
for each in "$0"/*; do
  [ "\${each##*/}" = pg_wal ] || cp -a "$each" "$1" || exit 1
done`

/**
 * Fills a node with a copy of a running one and starts it as its standby. Without pg_basebackup, which the binaries
 * from npm lack: the copy is taken between pg_backup_start and pg_backup_stop, and WAL makes it whole.
 */
export async function followFrom(
  standby: Node,
  primary: Node,
  start: (standby: Node) => Promise<void> = (node) => node.start(),
): Promise<void> {
  await rm(standby.data, { recursive: true, force: true })
  const sql = postgres(primary.url, { max: 1, onnotice: () => undefined, fetch_types: false })
  try {
    await sql`select pg_backup_start('standby', true)`
    const folder = { cwd: standby.folder, user: standby.user }
    await run('sh', ['-c', copy, primary.data, standby.data], folder)
    const [stop] = await sql`select labelfile from pg_backup_stop(false)`
    for (const name of ['postmaster.pid', 'postmaster.opts']) await rm(join(standby.data, name), { force: true })
    const { hostname, port, username, password } = new URL(primary.url)
    const files = {
      backup_label: String(stop?.['labelfile']),
      'standby.signal': '',
      'postgresql.auto.conf': `primary_conninfo = 'host=${hostname} port=${port} user=${username} password=${password}'\n`,
    }
    for (const [name, text] of Object.entries(files)) {
      const path = join(standby.data, name)
      await writeFile(path, text, { mode: 0o600 })
      if (standby.user) await chown(path, standby.user.uid, standby.user.gid)
    }
  } finally {
    await sql.end()
  }
  await start(standby)
}

/** From now on a commit of `primary` is answered when its standby has it on disk, too. */
export async function makeSynchronous(primary: Node): Promise<void> {
  const sql = postgres(primary.url, { max: 1, onnotice: () => undefined, fetch_types: false })
  try {
    await sql`alter system set synchronous_standby_names = '*'`
    await sql`select pg_reload_conf()`
    for (const until = Date.now() + 30_000; ; await sleep(5)) {
      const [found] = await sql`
        select from pg_stat_replication where state = 'streaming' and sync_state = 'sync'
          and current_setting('synchronous_standby_names') = '*'`
      if (found) return
      if (Date.now() > until) throw new Error('the standby does not follow')
    }
  } finally {
    await sql.end()
  }
}

/** Makes the standby the primary, and waits until it takes writes. */
export async function promote(standby: Node): Promise<void> {
  const sql = postgres(standby.url, { max: 1, onnotice: () => undefined, fetch_types: false })
  try {
    const [done] = await sql`select pg_promote(true, 60) as promoted`
    if (done?.['promoted'] !== true) throw new Error('the standby was not promoted')
  } finally {
    await sql.end()
  }
}
