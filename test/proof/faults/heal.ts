import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { type Db, service } from '../../../src/index.ts'

const GIVE_UP_MS = 20_000

/** @returns milliseconds until as many scopes as there are connections were served, all at the same time */
export async function healed(db: Db, tenantId: string, connections: number): Promise<number> {
  const started = performance.now()
  for (;;) {
    const served = await allServed(db, tenantId, connections)
    const milliseconds = Math.round(performance.now() - started)
    if (served || milliseconds > GIVE_UP_MS) return milliseconds
    await sleep(2)
  }
}

/** Every scope keeps its connection until all have been answered, or one has failed. */
async function allServed(db: Db, tenantId: string, connections: number): Promise<boolean> {
  let missing = connections
  let open: () => void = () => undefined
  const together = new Promise<void>((resolve) => {
    open = resolve
  })
  const scopes = Array.from({ length: connections }, async () => {
    try {
      await db.as(service(tenantId), async (tx) => {
        await tx.execute(sql`select 1`)
        missing -= 1
        if (missing === 0) open()
        await together
      })
    } finally {
      // One that failed keeps nobody waiting.
      open()
    }
  })
  return (await Promise.allSettled(scopes)).every(({ status }) => status === 'fulfilled')
}
