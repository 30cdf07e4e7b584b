import type { DbErrorCode } from '../../src/index.ts'
import type { Scene } from './scene.ts'

/** What a refusal must be: a code, and where the database names a rule, that rule. */
export interface Refusal {
  readonly code?: DbErrorCode
  readonly constraint?: string
  readonly sqlstate?: string
}

export interface Attempt {
  /** As whom: `app` actors have the application's rights, the owner has everything within the tenant. */
  readonly as: 'customer' | 'staff' | 'courier' | 'service' | 'owner'
  /** Statements of one transaction; the last, or its commit, is refused. Or a verb. */
  readonly sql?: (scene: Scene) => string | readonly string[]
  readonly verb?: (scene: Scene) => Promise<unknown>
  readonly refused: Refusal
}

export interface Invariant {
  /** A sentence that is always true. */
  readonly name: string
  /** Constraints, unique indexes, triggers, policies, or generated columns as `table.column`. */
  readonly heldBy: readonly string[]
  readonly attempts: readonly Attempt[]
  /** Why the owner is not kept from it; without this, the owner must have tried too. */
  readonly onlyAgainstTheApplication?: string
}

/** Everything of one domain. */
export interface Domain {
  readonly title: string
  readonly file: string
  readonly invariants: readonly Invariant[]
}

type Sql = (scene: Scene) => string | readonly string[]

export const byOwner = (sql: Sql, refused: Refusal): Attempt => ({ as: 'owner', sql, refused })

export const byStaff = (sql: Sql, refused: Refusal = { code: 'FORBIDDEN' }): Attempt => ({ as: 'staff', sql, refused })

export const byCustomer = (sql: Sql, refused: Refusal = { code: 'FORBIDDEN' }): Attempt => ({
  as: 'customer',
  sql,
  refused,
})

/** The same statement by everybody who may write at all: the application has no right to it, the owner meets the rule. */
export const byAll = (sql: Sql, toOwner: Refusal): readonly Attempt[] => [
  byCustomer(sql),
  byStaff(sql),
  byOwner(sql, toOwner),
]

export const forbidden: Refusal = { code: 'FORBIDDEN', sqlstate: '42501' }
