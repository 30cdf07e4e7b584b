import { isDbError } from '../../../src/index.ts'

export type Outcome = 'accepted' | 'refused' | 'nothing'

/** What a step came to, and by whom and what it was refused. */
export interface Done {
  readonly outcome: Outcome
  readonly by?: string
}

/** Codes that say: the library, or the database, is broken. No step may come to one of them. */
const broken: ReadonlySet<string> = new Set([
  'INTERNAL',
  'CLOSED',
  'CONNECTION_LOST',
  'CONTEXT_INVALID',
  'CONTEXT_MISSING',
  'TIMEOUT',
])

/** Runs one step. A refusal is an answer; anything else is a finding. */
export async function outcomeOf(work: () => Promise<unknown>): Promise<Done> {
  try {
    const answer = await work()
    const nothing = answer === null || (Array.isArray(answer) && answer.length === 0)
    return { outcome: nothing ? 'nothing' : 'accepted' }
  } catch (error) {
    if (!isDbError(error) || broken.has(error.code)) throw error
    return { outcome: 'refused', by: error.details['constraint'] ?? error.code }
  }
}
