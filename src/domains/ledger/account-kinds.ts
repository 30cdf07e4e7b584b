/** Accounts of the tenant as a whole, and those that a restaurant, a person or a provider has each its own of. */
export const accountKinds = [
  /** Held by a provider for us. */
  'provider_clearing',
  /** Collected by a courier, and owed. */
  'courier_cash',
  'till_cash',
  /** What coins could not pay, left to customers. */
  'cash_rounding',
  'bank',
  /** What customers have paid and not yet received; below zero, what they owe. */
  'customer_payments',
  /** Decided to be given back, not yet arrived. */
  'refunds_payable',
  'restaurant_payable',
  /** Tips of a courier or one of the staff, less what they are liable for. */
  'member_payable',
  /** Tips that a restaurant's people share. */
  'tip_pool',
  /** Commission. */
  'platform_revenue',
  'delivery_revenue',
  'commission_iva',
  'isr_withheld',
  'iva_withheld',
  /** Discounts that the platform pays for. */
  'promotions_cost',
  /** Refunds that the platform is liable for. */
  'refunds_cost',
] as const

export type AccountKind = (typeof accountKinds)[number]

/** Why an entry stands where it does. */
export const entryReasons = [
  'capture',
  'rounding',
  'hand_in',
  'sale',
  'platform_promotion',
  'promotion',
  'delivery',
  'tip',
  'commission',
  'commission_iva',
  'refund',
  'repayment',
  'isr',
  'iva',
  'payout',
] as const

export type EntryReason = (typeof entryReasons)[number]

/** What happened, that a journal books. */
export const journalSources = ['capture', 'delivery', 'refund', 'repayment', 'hand_in', 'payout'] as const

export type JournalSource = (typeof journalSources)[number]

/** As an SQL list. */
export const listed = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ')
