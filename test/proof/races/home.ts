import postgres from 'postgres'
import { newTenant, openTestDb, type TestDb } from '../../../src/testing.ts'
import type { ServerDatabase } from '../../../src/testing/server-database.ts'
import { DEADLOCK_TIMEOUT, dropStopsSql, stopsSql } from './explorer/watch.ts'
import type { Home, Stop } from './race.ts'

export const CONNECTIONS = 16
export const LANES = 3
const MOST_RACERS = 3

/** A database for races, and tenants in it; everything of it is gone with it. */
export interface Arena extends AsyncDisposable {
  readonly db: TestDb
  readonly server: ServerDatabase
  readonly look: Home['look']
  /** Whoever comes there later passes. */
  dropStops(stops: readonly Stop[]): Promise<void>
  /** One tenant of its own, so that whoever arranges there meets nobody. */
  newHome(): Promise<Home>
}

export interface ArenaOptions {
  readonly stops?: readonly Stop[]
  /** Done to the schema first. */
  readonly before?: readonly string[]
}

export async function openArena(serverUrl: string, { stops = [], before = [] }: ArenaOptions = {}): Promise<Arena> {
  const db = await openTestDb({ serverUrl, connections: CONNECTIONS, deadlineMs: 60_000 })
  const { server } = db
  if (!server) throw new Error('races need a server')
  const superuser = postgres(server.superuserUrl, { max: 1, onnotice: () => undefined })
  const end = async () => {
    await superuser.end()
    await db.close()
  }
  // Racers come later, so it holds for all of them; the server's own second would be most of a deadlock's time.
  const name = new URL(server.superuserUrl).pathname.slice(1)
  const changes = [
    `alter database ${name} set deadlock_timeout = '${DEADLOCK_TIMEOUT}'`,
    ...before,
    ...(stops.length > 0 ? stopsSql(stops, LANES * MOST_RACERS) : []),
  ]
  try {
    for (const text of changes) await superuser.unsafe(text)
  } catch (error) {
    await end()
    throw error
  }
  // The caller says what its own SQL gives.
  const look = async <R>(text: string) => (await superuser.unsafe(text)) as unknown as readonly R[]
  return {
    db,
    server,
    look,
    dropStops: async (dropped) => {
      for (const text of dropStopsSql(dropped)) await superuser.unsafe(text)
    },
    newHome: async () => ({
      db,
      tenant: await newTenant(db),
      look,
    }),
    [Symbol.asyncDispose]: end,
  }
}
