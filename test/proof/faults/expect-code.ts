import { type DbErrorCode, isDbError } from '../../../src/index.ts'
import { GRACE_MS, SLACK_MS } from './workload/library.ts'

/**
 * Holds one call to its code and its deadline.
 *
 * @returns what did not hold, in words
 */
export async function expectCode(
  what: string,
  code: DbErrorCode | 'no error',
  deadlineMs: number,
  work: Promise<unknown>,
): Promise<readonly string[]> {
  const started = performance.now()
  const got = await work.then(
    () => 'no error',
    (error: unknown) => (isDbError(error) ? error.code : 'not an error of the library'),
  )
  const took = Math.round(performance.now() - started)
  return [
    ...(got === code ? [] : [`${what}: ${got} instead of ${code}`]),
    ...(took > deadlineMs + GRACE_MS + SLACK_MS ? [`${what}: answered after ${took} ms, not ${deadlineMs}`] : []),
  ]
}
