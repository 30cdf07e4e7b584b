import { isDbError } from '../kernel/errors.ts'
import { UsageError } from './usage-error.ts'

/** What a command has to say: lines for a person, or with `--json` one object for a program. */
export function report(json: boolean, result: Readonly<Record<string, unknown>>, lines: readonly string[]): void {
  console.log(json ? JSON.stringify(result) : lines.join('\n'))
}

/** Code and message, never a stack or a value. Ends with 1, or with 2 when the command line itself is wrong. */
export function reportFailure(error: unknown, json: boolean): void {
  const failure = describe(error)
  process.exitCode = failure.code === 'USAGE' ? 2 : 1
  if (json) console.error(JSON.stringify({ error: failure }))
  else console.error(`${failure.code}: ${failure.message}`)
}

interface Failure {
  readonly code: string
  readonly message: string
  readonly details?: Readonly<Record<string, string>>
}

function describe(error: unknown): Failure {
  if (isDbError(error)) return { code: error.code, message: error.message, details: error.details }
  if (error instanceof UsageError) {
    return { code: 'USAGE', message: `${error.message} (${error.command} --help shows how it is called)` }
  }
  // Unknown errors may quote what was sent to the server: their name and code have to do.
  const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : ''
  return { code: 'INTERNAL', message: `${error instanceof Error ? error.name : 'error'}${code}` }
}
