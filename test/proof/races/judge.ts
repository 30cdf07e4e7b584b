import { isDbError } from '../../../src/index.ts'
import type { Contest, Home, Outcome, Race } from './race.ts'

export async function outcomeOf(work: Promise<boolean>): Promise<Outcome> {
  try {
    return (await work) ? 'done' : 'refused'
  } catch (error) {
    if (!isDbError(error)) throw error
    const { sqlstate, constraint } = error.details
    return error.code === 'TRY_AGAIN' || error.code === 'INTERNAL' || error.code === 'CONFLICT'
      ? `${error.code} ${constraint ?? sqlstate ?? ''}`.trim()
      : error.code
  }
}

/** What is wrong after all have ended, in words; nothing when the rule held. */
export async function judge(
  { refusals }: Race,
  { broken, winners, misheard = () => [] }: Contest,
  outcomes: readonly Outcome[],
  { look }: Home,
): Promise<readonly string[]> {
  const wrong = [...(await look(broken)).map((row) => JSON.stringify(row)), ...misheard()]
  const done = outcomes.filter((outcome) => outcome === 'done').length
  if (done !== winners) wrong.push(`${done} had their way, not ${winners}`)
  const allowed = new Set<Outcome>(['done', 'refused', ...refusals])
  const foreign = outcomes.filter((outcome) => !allowed.has(outcome))
  for (const outcome of new Set(foreign)) {
    wrong.push(`${outcome}: ${foreign.filter((other) => other === outcome).length} times`)
  }
  return wrong
}
