/** What must be true of a tenant's rows, put as a question for those of which it is not. */
export interface VerifyRule {
  readonly id: string
  /** The sentence that holds. */
  readonly says: string
  /**
   * A query of (subject, expected, found), with a row for whatever differs; `:tenant` is the tenant. It reads what
   * happened and counts anew: never the figure that it looks at.
   */
  readonly sql: string
}

/** Of the order `o`: what was claimed for it is still claimed. */
export const live = `o.status not in ('rejected', 'cancelled')`
