/** A command line as it is typed, and what it does: shown by `--help` and on docs/cli.md, and parsed by a test. */
export type Example = readonly [line: string, does: string]

declare module 'citty' {
  interface CommandMeta {
    readonly examples?: readonly Example[]
    /** What stands behind `--` goes to another program. */
    readonly handsOn?: boolean
  }
}
