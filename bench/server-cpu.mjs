import { readFile } from 'node:fs/promises'

/**
 * Microseconds of processor time that the backends of the databases of that name, or of this one, have used so far, the
 * asking one left out; only of a server on this machine, and NaN of any other.
 */
export async function serverCpu(sql, like = null) {
  const backends = await sql`
    select pid from pg_stat_activity where datname like coalesce(${like}, current_database()) and pid <> pg_backend_pid() and backend_type = 'client backend'`
  const used = await Promise.all(backends.map(({ pid }) => microsecondsOf(pid)))
  return used.reduce((sum, some) => sum + some, 0)
}

async function microsecondsOf(pid) {
  try {
    // The first of its three fields is the nanoseconds that it ran for.
    const [ran] = (await readFile(`/proc/${pid}/schedstat`, 'utf8')).split(' ')
    return Number(ran) / 1000
  } catch {
    return Number.NaN
  }
}
