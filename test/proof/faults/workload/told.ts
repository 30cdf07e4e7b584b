/** What the callers were told, which the database is then held to. */
export class Told {
  /** Answered: they must be there, whole. */
  readonly acked = new Set<string>()
  /** Refused with a code that promises that nothing was written. */
  readonly denied = new Set<string>()
  /** Their commit was on its way: either way is right, half a way is not. */
  readonly unknown = new Set<string>()
  /** No answer by the time that was promised. */
  hung = 0
  /** Rows of another tenant that a caller was shown. */
  foreignRows = 0
  /** Errors that nothing promises, by name: no values. */
  readonly unexpected = new Map<string, number>()

  surprise(error: unknown): void {
    const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
    const name = typeof code === 'string' ? code : error instanceof Error ? error.name : typeof error
    this.unexpected.set(name, (this.unexpected.get(name) ?? 0) + 1)
  }
}
