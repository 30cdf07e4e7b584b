/** A hole in row level security that a minor release of PostgreSQL closed. */
export interface ServerFix {
  readonly cve: `CVE-${number}-${number}`
  /** What it lets somebody do. */
  readonly what: string
  /** First safe minor of each major release; a major that is not named never had it. */
  readonly fixedIn: Readonly<Record<number, number>>
  /** Why it finds nothing in this schema, where that is so. */
  readonly defence: string | undefined
}

/** Below this nothing runs: column lists of SET NULL, security_invoker views and row filters came with 15. */
export const oldestMajor = 15

/**
 * Sources: the release notes of each minor release (`postgresql.org/docs/release`) and the project's advisories
 * (`postgresql.org/support/security/<cve>`). One line more when the next one comes; `docs/lints/RLS-802.md` shows it.
 */
export const serverFixes: readonly ServerFix[] = [
  {
    cve: 'CVE-2023-2455',
    what: 'a set-returning function that is inlined keeps the policies of the role it was planned for',
    fixedIn: { 15: 3 },
    defence: 'policies read the signed context, not the role, and a connection has one role for its whole life',
  },
  {
    cve: 'CVE-2023-39418',
    what: 'MERGE checks an updated row by the policies for inserting',
    fixedIn: { 15: 4 },
    defence: undefined,
  },
  {
    cve: 'CVE-2024-10976',
    what: 'a cached plan with a subquery, a CTE or a security_invoker view is used again under another role',
    fixedIn: { 15: 9, 16: 5, 17: 1 },
    defence: 'policies read the signed context, not the role, and a connection has one role for its whole life',
  },
  {
    cve: 'CVE-2025-8713',
    what: 'a leaky operator of one’s own reads the statistics of a partitioned table',
    fixedIn: { 15: 14, 16: 10, 17: 6 },
    defence: 'app_user may create nothing, so no operator either',
  },
  {
    cve: 'CVE-2026-14666',
    what: 'a cached plan outlives the loss of BYPASSRLS or of a membership',
    fixedIn: { 15: 19, 16: 15, 17: 11, 18: 6 },
    defence: 'app_user never has BYPASSRLS or a membership to lose',
  },
  {
    cve: 'CVE-2026-116311',
    what: 'DROP OWNED BY drops a restrictive policy that names the role, on tables of others',
    fixedIn: { 15: 20, 16: 16, 17: 12, 18: 7 },
    defence: 'every guard is TO PUBLIC',
  },
  {
    cve: 'CVE-2026-116327',
    what: 'a function is taken for leakproof inside a CASE or with a parameter, and runs before the policy',
    fixedIn: { 15: 20, 16: 16, 17: 12, 18: 7 },
    defence: undefined,
  },
  {
    cve: 'CVE-2026-120154',
    what: 'INSERT … ON CONFLICT DO UPDATE … WHERE looks at a row that the policies hide',
    fixedIn: { 15: 20, 16: 16, 17: 12, 18: 7 },
    defence: 'every unique key starts with tenant_id: there is no conflict with a row of another tenant',
  },
]

/** The fixes that a server lacks; `version` is its `server_version_num`. */
export function missingFixes(version: number): readonly ServerFix[] {
  const [major, minor] = [Math.floor(version / 10_000), version % 10_000]
  return serverFixes.filter(({ fixedIn }) => minor < (fixedIn[major] ?? 0))
}

/** The minor release that has them all: `15.20`; undefined for a major release that none of them concerns. */
export function safeRelease(major: number): string | undefined {
  const minors = serverFixes.flatMap(({ fixedIn }) => fixedIn[major] ?? [])
  return minors.length === 0 ? undefined : `${major}.${Math.max(...minors)}`
}
