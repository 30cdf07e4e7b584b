import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import type { Told } from './workload/told.ts'

/** What does not agree between the database and what its callers were told. All of it must be 0. */
export interface Verdict {
  readonly crossTenant: number
  readonly half: number
  readonly ackedLost: number
  /** Transfers that are there although an error had promised that nothing was written. */
  readonly deniedKept: number
}

/**
 * Looks at the tables as the superuser, past the library, row level security and the driver's own transactions: plain
 * SQL over what is stored.
 */
export async function judge(superuserUrl: string, fault: string, told: Told): Promise<Verdict> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => undefined })
  try {
    await quiet(sql)
    const [stored] = await sql<{ strays: number; halves: number }[]>`
      with both_tables as (
        select tenant_id, transfer, quantity, 'sent' as side from stock_sent
        union all select tenant_id, transfer, quantity, 'received' from stock_received
      ), of_fault as (select * from both_tables where split_part(transfer, '/', 2) = ${fault})
      select
        (select count(*)::int from of_fault where split_part(transfer, '/', 1) <> tenant_id::text) as strays,
        (select count(*)::int from (
          select from of_fault group by transfer
          having count(*) filter (where side = 'sent') <> 1 or count(*) filter (where side = 'received') <> 1
            or count(distinct tenant_id) <> 1 or count(distinct quantity) <> 1
        ) broken) as halves`
    const kept = async (names: ReadonlySet<string>): Promise<number> => {
      const [found] = await sql<{ count: number }[]>`
        select count(*)::int from unnest(${[...names]}::text[]) as name
        where exists (select from stock_sent where transfer = name and tenant_id::text = split_part(name, '/', 1))
          and exists (select from stock_received where transfer = name and tenant_id::text = split_part(name, '/', 1))`
      return found?.count ?? 0
    }
    return {
      crossTenant: (stored?.strays ?? 0) + told.foreignRows,
      half: stored?.halves ?? 0,
      ackedLost: told.acked.size - (await kept(told.acked)),
      deniedKept: await kept(told.denied),
    }
  } finally {
    await sql.end()
  }
}

/** A backend whose client is gone may still be at work on what it was sent: what it writes belongs to the verdict. */
async function quiet(sql: postgres.Sql): Promise<void> {
  for (const until = Date.now() + 5000; Date.now() < until; await sleep(20)) {
    const [busy] = await sql`
      select from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null limit 1`
    if (!busy) return
  }
}
