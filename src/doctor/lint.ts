export type Level = 'error' | 'warning' | 'info'

export type LintId = `RLS-${number}`

/**
 * One rule, looked for in the system catalogues of a live database.
 *
 * `error`: rows of one tenant can reach another, or will. `warning`: a defence is missing, or something will break.
 * `info`: worth knowing.
 */
export interface Lint {
  readonly id: LintId
  readonly level: Level
  /** What is wrong, in a few words. */
  readonly title: string
  /** What must hold. */
  readonly rule: string
  /** What happens otherwise. */
  readonly reason: string
  readonly fix: string
  /**
   * Rows of `object`, `detail`; none when all is well. Read with `search_path = pg_catalog, pg_temp`, so that no
   * function of the database under examination can stand in for one of the server's, and all names come out qualified.
   */
  readonly sql: string
  /** For what is granted to nobody: needs a login that may act as `app_owner`. */
  readonly as?: 'app_owner'
  readonly example: Example
}

/** The fixture of the tests, and what its page shows: both begin with the table of `example-table.ts`. */
export interface Example {
  readonly bad: Case
  readonly good: Case
  /** What the bad case is found by. */
  readonly found: string
}

/** Statements, run in a transaction of a superuser; or for what none can change, a server of that kind. */
export type Case =
  | string
  | { readonly settings: Readonly<Record<string, string>> }
  /** A `server_version_num`. */
  | { readonly version: number }
  /** A server of this major release, as its own initdb makes it. */
  | { readonly major: 15 | 17 | 18 }
