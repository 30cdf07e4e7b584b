import type { DbErrorCode } from '../kernel/errors.ts'

/** What the client tells of itself. The library logs nothing; hand these to your logger, tracer or metrics. */
export type DbEvent =
  | {
      readonly kind: 'scope'
      /** The kind of actor, or `admin`. No tenant: it would be a metric's label without bound. */
      readonly actor: string
      readonly outcome: 'committed' | 'rolled back' | 'unknown'
      readonly code?: DbErrorCode
      readonly statements: number
      readonly flushes: number
      readonly milliseconds: number
      readonly attempt: number
    }
  | {
      /** One statement of a scope, from when its flush left to its answer; not the context, BEGIN and COMMIT around it. */
      readonly kind: 'statement'
      /** As it was sent: values are parameters, and are not here. SQL written by hand shows what was written into it. */
      readonly text: string
      readonly milliseconds: number
      readonly rows: number
      readonly code?: DbErrorCode
      /** https://www.postgresql.org/docs/15/errcodes-appendix.html, when the server refused it. */
      readonly sqlstate?: string
    }
  | {
      /** A scope got a connection. */
      readonly kind: 'pool'
      readonly waitedMilliseconds: number
      readonly inUse: number
      /** How many scopes wait for one now. */
      readonly waiting: number
    }
  | {
      /** Work that will run again, whole. */
      readonly kind: 'retry'
      readonly actor: string
      /** The try that failed: 1, 2 … */
      readonly attempt: number
      readonly code: DbErrorCode
      readonly pauseMilliseconds: number
    }
  | { readonly kind: 'connection'; readonly what: 'opened' | 'broken' }
  | { readonly kind: 'warning'; readonly message: string }

export type OnEvent = (event: DbEvent) => void

/** An observer that throws must not break what it observes, nor end the process behind its back. */
export function unbreakable(onEvent: OnEvent): OnEvent {
  return (event) => {
    try {
      onEvent(event)
    } catch {
      // Whoever watches has to watch themselves.
    }
  }
}
