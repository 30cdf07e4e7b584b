/** The command line itself is wrong: nothing was done, and the command ends with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  /** The one whose `--help` tells how it is right. */
  readonly command: string

  constructor(message: string, command: string) {
    super(message)
    this.command = command
  }
}
