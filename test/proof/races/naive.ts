import { Scope } from '../../../src/client/scope.ts'
import { type Connection, plainly } from '../../../src/client/drivers/driver.ts'
import type { Ask } from './race.ts'

const DEADLINE_MS = 60_000

/** Its writes alone count: what the schema's triggers and foreign keys would add or refuse stays out. */
const bare = { text: 'set local session_replication_role = replica', params: [], shape: 'objects' } as const

/** One transaction of the naive form on a superuser's connection; between looking and writing it thinks for a moment. */
export async function naively(
  connection: Connection,
  work: (ask: Ask) => Promise<boolean>,
  think: () => Promise<void> = async () => {},
): Promise<boolean> {
  const scope = new Scope(connection, {
    begin: plainly,
    prelude: [bare],
    deadlineMs: DEADLINE_MS,
    comment: '',
    onStatement: undefined,
  })
  const ask: Ask = async <R>(text: string, ...params: readonly (string | null)[]) => {
    const rows = await scope.send({ text, params, shape: 'objects' })
    if (/^\s*select/i.test(text)) await think()
    // The caller says what its own SQL gives.
    return rows as readonly R[]
  }
  try {
    const won = await work(ask)
    await scope.commit()
    return won
  } catch (error) {
    await scope.rollback()
    throw error
  }
}
