import postgres from 'postgres'
import { type Actor, isDbError } from '../../../src/index.ts'
import type { TestDb } from '../../../src/testing.ts'
import { ownerOf, typed } from '../as-owner.ts'

type Run = (text: string) => Promise<readonly Record<string, unknown>[]>

/**
 * The same work many times over 16 connections at once, each time in a transaction of the owner: how each one ended,
 * `done` or the rule that refused it.
 */
export async function storm(
  db: TestDb,
  actor: Actor,
  attempts: number,
  work: (run: Run, n: number) => Promise<unknown>,
): Promise<Readonly<Record<string, number>>> {
  const { superuserUrl } = db.server ?? {}
  if (superuserUrl === undefined) throw new Error('a storm needs a server')
  const sql = postgres(superuserUrl, {
    max: 16,
    onnotice: () => undefined,
    connection: { search_path: 'pg_catalog, public' },
  })
  const ends: Record<string, number> = {}
  const attempt = async (n: number) => {
    const connection = await sql.reserve()
    const run: Run = (text) => connection.unsafe(text)
    let end = 'done'
    try {
      for (const statement of ownerOf(actor)) await run(statement)
      await work(run, n)
      await run('commit')
    } catch (error) {
      await run('rollback')
      const failure = typed(error)
      end = isDbError(failure) ? (failure.details['constraint'] ?? failure.code) : String(failure)
    } finally {
      connection.release()
    }
    ends[end] = (ends[end] ?? 0) + 1
  }
  try {
    await Promise.all(Array.from({ length: attempts }, (_, n) => attempt(n)))
  } finally {
    await sql.end()
  }
  return ends
}
