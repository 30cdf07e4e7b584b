import { readFile } from 'node:fs/promises'

const backends = `from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`

/**
 * How many backends serve this database, the asking one left out, and the memory that is each one's own, in MB together:
 * what they share (the buffers, the program) is not theirs. Only of a server on this Linux, as root or its user; NaN else.
 */
export async function backendMemory(sql) {
  const pids = await sql.unsafe(`select pid ${backends}`)
  const own = await Promise.all(pids.map(({ pid }) => privateBytesOf(pid)))
  return { backends: pids.length, megabytes: own.reduce((sum, bytes) => sum + bytes, 0) / 2 ** 20 }
}

/** Until the backends of a process that has ended are gone too. */
export async function noBackends(sql) {
  for (;;) {
    const [{ n }] = await sql.unsafe(`select count(*)::integer as n, pg_sleep(0.05) ${backends}`)
    if (n === 0) return
  }
}

async function privateBytesOf(pid) {
  try {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
    return [...rollup.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm)].reduce(
      (sum, [, kilobytes]) => sum + Number(kilobytes) * 1024,
      0,
    )
  } catch {
    return Number.NaN
  }
}
