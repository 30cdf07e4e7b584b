import type { Verdict } from './oracle.ts'
import type { Told } from './workload/told.ts'

/** What the line at the end of the command says. */
export interface Figures {
  readonly kills: number
  readonly idleKills: number
  readonly serverKills: number
  readonly failovers: number
  /** Acknowledged ones alone. */
  readonly transactions: number
  /** Rows in another tenant, or shown to one. */
  readonly crossTenant: number
  /** Half-written; and written although an error had promised that nothing was. */
  readonly half: number
  readonly ackedLost: number
  readonly uncaught: number
  readonly hung: number
  /** The longest that a pool needed to serve on all its connections, once the fault was over. */
  readonly healMs: number
  /** Controls that did not show the fault they are there for: then the proof proves nothing. */
  readonly controlsFailed: number
}

/** What came of one fault. */
export interface Result {
  readonly counts: Partial<Pick<Figures, 'kills' | 'idleKills' | 'serverKills' | 'failovers'>>
  readonly transactions: number
  readonly verdict: Verdict
  readonly hung: number
  readonly healMs: number
  /** What did not hold, in words; empty when all did. */
  readonly broken: readonly string[]
  readonly note?: string
}

/** A fault that could not be brought about on this machine. */
export interface Skipped {
  readonly skipped: string
}

/** What was injected, apart from what the load was told. */
export interface Injected {
  readonly counts: Result['counts']
  readonly healMs: number
  readonly broken?: readonly string[]
  readonly note?: string
}

export function resultOf(told: Told, verdict: Verdict, injected: Injected): Result {
  const broken = [...(injected.broken ?? [])]
  const none = (count: number, what: string) => {
    if (count > 0) broken.push(`${count} ${what}`)
  }
  none(verdict.crossTenant, 'rows of another tenant')
  none(verdict.half, 'half-written transactions')
  none(verdict.ackedLost, 'acknowledged transactions lost')
  none(verdict.deniedKept, 'transactions written although their error said nothing was')
  none(told.hung, 'callers without an answer in time')
  for (const [code, count] of told.unexpected) none(count, `errors ${code}, which nothing promises`)
  if (told.acked.size === 0) broken.push('no transaction succeeded')
  return {
    counts: injected.counts,
    transactions: told.acked.size,
    verdict,
    hung: told.hung,
    healMs: injected.healMs,
    broken,
    ...(injected.note === undefined ? {} : { note: injected.note }),
  }
}
