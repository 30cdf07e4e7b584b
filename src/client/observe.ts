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
