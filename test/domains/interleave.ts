import { expect, vi } from 'vitest'
import type { Actor, TenantTx } from '../../src/index.ts'
import type { TestDb } from '../../src/testing.ts'
import { asSuperuser } from './as-owner.ts'

/**
 * The one interleaving that matters, made and not hoped for: the first has done its work and not committed, the second
 * is seen waiting for it, then the first ends.
 */
export async function second<A, B>(
  db: TestDb,
  first: { readonly actor: Actor; work(tx: TenantTx): PromiseLike<A>; readonly end?: 'rollback' },
  then: () => Promise<B>,
): Promise<{ first: A | 'rolled back'; second: Promise<B> }> {
  let worked = () => {}
  let go = () => {}
  const hasWorked = new Promise<void>((resolve) => (worked = resolve))
  const mayEnd = new Promise<void>((resolve) => (go = resolve))
  const undo = new Error('undo')
  const ahead = db.as(first.actor, async (tx) => {
    const value = await first.work(tx)
    worked()
    await mayEnd
    if (first.end === 'rollback') throw undo
    return value
  })
  ahead.catch(worked)
  await hasWorked
  const behind = then()
  behind.catch(() => undefined)
  await vi.waitFor(async () => expect(await waiting(db)).toBe(1), { timeout: 5_000, interval: 5 })
  go()
  const value = await ahead.catch((error: unknown) => {
    if (error === undo) return 'rolled back' as const
    throw error
  })
  return { first: value, second: behind }
}

/** How many sessions wait for a lock. */
export async function waiting(db: TestDb): Promise<number> {
  const [row] = await asSuperuser<{ n: number }>(
    db,
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return row?.n ?? 0
}
