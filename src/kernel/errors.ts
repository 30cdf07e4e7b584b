/** Every code a caller may branch on. Adding one is a minor release, removing or re-meaning one a major release. */
export const dbErrorCodes = {
  // what the caller asked for
  INVALID: 'an input is malformed or outside its bounds; `details.field` names it',
  NOT_FOUND: 'no such row in this tenant, or none this actor may see',
  FORBIDDEN: 'this actor may not do that',
  CONFLICT: 'another row or a racing change stands in the way; `details.constraint` names the rule',
  REFERENCED: 'a row that others refer to cannot go, or a referred row does not exist',
  ILLEGAL_TRANSITION: 'an order, or its delivery, cannot take that step from where it is, or not by this actor',
  COURIER_MISSING: 'nobody brings the order yet: assign a courier, or let one take it',
  DELIVERY_TAKEN: 'another courier brings it',
  STALE: 'somebody else changed the order, its delivery or the review first; read it again',
  IDEMPOTENCY_MISMATCH: 'the idempotency key was used before for a different request',
  QUOTE_EXPIRED: 'the quote no longer holds: quote again',
  QUOTE_USED: 'an order was placed from the quote already, under another key',
  PRICE_CHANGED: 'the menu or a price is another one since the quote: quote again',
  SOLD_OUT: 'something has sold out, or less of it is left than the order takes; `details.lineNos` names the lines',
  CLOSED_NOW: 'the branch is closed; `details.nextOpeningAt` says when it opens',
  COUPON_UNKNOWN: 'no such coupon in this tenant',
  COUPON_EXHAUSTED: 'every redemption of the coupon is taken',
  COUPON_NOT_VALID_NOW: 'the coupon is not valid at this moment, or not for this branch, channel or service',
  COUPON_USED_UP: 'this customer has had the promotion as often as it allows, or it is for a first order',
  COUPON_BELOW_MINIMUM: 'the order is below the minimum of the coupon',
  COUPON_NOT_APPLICABLE: 'the coupon takes nothing off this order; `details.reason` says why',
  PROMOTION_EXHAUSTED: 'the promotion has been given as often, or as much, as it may be',
  PROMOTION_ENDED: 'a promotion of the quote has ended: quote again',
  ORDER_NOT_OPEN: 'the order can no longer be changed',
  ORDER_ALREADY_PAID: 'the order is paid',
  PAYMENT_UNDER_WAY: 'another payment of the order is under way: wait for its answer, or void it',
  PAYMENT_NOT_OPEN: 'the payment is not where that step can be taken',
  PROVIDER_DISAGREES: 'what the provider says cannot be true of the payment or refund: look at both',
  REFUND_EXCEEDS: 'more than is left of a line, a fee, or what was captured',
  CASH_NOT_HELD: 'more cash than the courier holds',
  PERIOD_OVERLAP: 'the period overlaps one that was paid out, or lies before it',
  PERIOD_NOT_OVER: 'the period has not ended yet',
  ORDER_NOT_DELIVERED: 'only a delivered order can be reviewed, by the customer who placed it',
  ALREADY_REVIEWED: 'the order has its review of that already',
  REVIEW_TOO_LATE: 'the time to review the order, or to change a reply, is over',
  HOURS_OVERLAP: 'two opening windows of a branch and service overlap; `details.field` names one',
  ITEM_UNAVAILABLE: 'a menu item is not for sale at this branch; `details.field` names the line',
  MENU_HAS_DRAFT: 'the menu has a draft already: publish it, or go on with it',
  MENU_VERSION_PUBLISHED: 'the version is published: its rows no longer change; draft a new one',
  MENU_ARCHIVED: 'the menu is archived: nothing of it is put live',
  MENU_VERSION_RETIRED: 'the version is retired: draft a new one from it',
  MENU_NOT_SELLABLE: 'the draft has no dish, or a choice that cannot be made; `details.constraint` names the rule',
  PRICE_OVERLAP: 'another price for exactly there holds in that time',
  STOCK_RESERVED: 'that would leave less stock than placed orders hold',
  SLOT_FULL: 'the kitchen slot has no room for the order, or more is booked than it should hold',
  SLOT_CLOSED: 'the kitchen slot has ended, or takes no more orders',
  SLOT_OVERLAP: 'another kitchen slot of the branch and service lies in that time',
  HOST_TAKEN: 'the host name belongs to a tenant already',
  CURSOR_INVALID: 'the page cursor was altered, or belongs to another tenant or list',
  // the signed context
  CONTEXT_MISSING: 'a statement ran without a tenant context',
  CONTEXT_INVALID: 'the context is malformed, or its signature does not hold',
  CONTEXT_EXPIRED: 'the context is past its expiry',
  CONTEXT_ALREADY_SET: 'the transaction has its tenant already',
  CONTEXT_KEY_UNKNOWN: 'the database does not know the key this client signs with',
  // the scope
  NESTED_SCOPE: 'db.as and db.admin do not nest',
  SCOPE_CLOSED: 'the transaction of this tx has ended',
  // the server and the way to it
  UNSAFE_ROLE: 'the login could get around row level security',
  UNSAFE_SERVER: 'the server is too old, or its schema is not guarded',
  NOT_MIGRATED: 'the schema of the library is not installed in this database',
  UNAVAILABLE: 'the server cannot be reached',
  CONNECTION_LOST: 'the connection broke; nothing was written',
  COMMIT_UNKNOWN: 'the connection broke while the commit was on its way: written or not, ask by the idempotency key',
  TIMEOUT: 'the deadline passed; nothing was written',
  POOL_EXHAUSTED: 'no connection became free before the deadline',
  CLOSED: 'the database handle is closed',
  TRY_AGAIN: 'serialization failure, deadlock or lock timeout: the same work may succeed now',
  READ_ONLY: 'a write was tried in a read-only scope',
  // migrations
  MIGRATION_EDITED: 'a migration file was changed after it was applied',
  MIGRATION_OUT_OF_ORDER: 'a migration is missing among applied ones',
  MIGRATION_AHEAD: 'the database has migrations this code does not know',
  MIGRATION_HALF_APPLIED: 'a migration outside a transaction was begun with another content',
  MIGRATION_FAILED: 'a migration could not be applied',
  MIGRATION_LOCKED: 'another migrator holds the lock for too long',
  INTERNAL: 'anything else; `cause` has the original',
} as const

export type DbErrorCode = keyof typeof dbErrorCodes

/** Names only — a field, a constraint, a table, a status — never a value that somebody typed: safe to log. */
export type DbErrorDetails = Readonly<Record<string, string>>

const mark = Symbol.for('@platform/db/error')

const retryableCodes: ReadonlySet<DbErrorCode> = new Set([
  'TRY_AGAIN',
  'CONNECTION_LOST',
  'UNAVAILABLE',
  'POOL_EXHAUSTED',
])

/**
 * The one error of the library. Branch on `code`; `retryable` says that the same call, whole, may succeed later.
 *
 * `cause` keeps the driver's error: its message may hold values, so log `code` and `details`, not the cause.
 */
export class DbError extends Error {
  readonly code: DbErrorCode
  readonly details: DbErrorDetails
  readonly [mark] = true

  constructor(
    code: DbErrorCode,
    message: string,
    options: { readonly details?: DbErrorDetails | undefined; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'DbError'
    this.code = code
    this.details = options.details ?? {}
  }

  /** `COMMIT_UNKNOWN` is not retryable: the work may be done. Ask by its idempotency key. */
  get retryable(): boolean {
    return retryableCodes.has(this.code)
  }
}

/**
 * Is this an error of the library, and (if given) with that code? By symbol, so it holds across copies of the package.
 *
 * @example
 * if (isDbError(error, 'COUPON_EXHAUSTED')) return 'El cupón ya se agotó'
 */
export function isDbError<C extends DbErrorCode>(error: unknown, code?: C): error is DbError & { readonly code: C } {
  return (
    typeof error === 'object' &&
    error !== null &&
    mark in error &&
    'code' in error &&
    (code === undefined || error.code === code)
  )
}
