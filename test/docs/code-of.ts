import { isDbError } from '../../src/index.ts'

/** The code of an error, and what its details name that a screen can show: `code` on the pages. */
export async function codeOf(work: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!isDbError(error)) throw new Error(`was let through, or failed otherwise: ${String(error)}`)
  const shown = ['lineNos', 'code', 'version', 'status', 'field'].flatMap((name) => error.details[name] ?? [])
  return [error.code, ...shown]
}
