import { readFile } from 'node:fs/promises'

/** The kernel counts in hundredths of a second. */
const MICROSECONDS_A_TICK = 10_000

/**
 * Microseconds of processor time that the backends of this database have used so far, the asking one left out; only of a
 * server on this machine, and NaN of any other.
 */
export async function serverCpu(sql) {
  const backends = await sql`
    select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`
  const ticks = await Promise.all(backends.map(({ pid }) => ticksOf(pid)))
  return ticks.reduce((sum, some) => sum + some, 0) * MICROSECONDS_A_TICK
}

async function ticksOf(pid) {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // Behind the name, which may hold spaces: utime and stime are fields 14 and 15.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return Number(fields[11]) + Number(fields[12])
  } catch {
    return Number.NaN
  }
}
