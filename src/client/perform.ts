import type { Scope } from './scope.ts'

/** Runs the work of a scope, and ends the scope with its last statement where that is known. */
export async function perform<T>(
  scope: Scope,
  work: () => PromiseLike<T> | T,
  readOnly: boolean,
  releaseAfter: (last: Promise<void>) => void,
): Promise<T> {
  const outcome = work()
  if (isSendable<T>(outcome)) {
    const answer = outcome.execute()
    // What becomes of the transaction comes first; then its answer is asked for, which may have failed before.
    answer.catch(ignored)
    await scope.commit()
    return await answer
  }
  const value = await outcome
  if (readOnly) releaseAfter(scope.commit())
  else await scope.commit()
  return value
}

/**
 * A builder or a batch that nobody has awaited: its statements are the last ones, so the commit goes with them.
 * By shape, not by class: `is(x, QueryPromise)` is false for Drizzle's select builders.
 */
function isSendable<T>(outcome: unknown): outcome is { execute(): Promise<T> } {
  return (
    typeof outcome === 'object' &&
    outcome !== null &&
    'then' in outcome &&
    'execute' in outcome &&
    typeof outcome.execute === 'function'
  )
}

function ignored(): void {}
