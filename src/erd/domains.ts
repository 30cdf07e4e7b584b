import type { PgTable } from 'drizzle-orm/pg-core'
import { memberships } from '../domains/tenancy/memberships.ts'
import { tenantDomains } from '../domains/tenancy/tenant-domains.ts'
import { tenants } from '../domains/tenancy/tenants.ts'
import { adminLog } from '../domains/platform/admin-log.ts'
import { auditLog } from '../domains/platform/audit-log.ts'
import { idempotencyKeys } from '../domains/platform/idempotency-keys.ts'
import { outbox } from '../domains/platform/outbox.ts'
import { satCatalogs } from '../domains/taxes/sat-catalogs.ts'
import { taxRules } from '../domains/taxes/tax-rules.ts'
import { customers } from '../domains/customers/customers.ts'
import { branchTaxRegions } from '../domains/restaurants/branch-tax-regions.ts'
import { branches } from '../domains/restaurants/branches.ts'
import { dayparts } from '../domains/restaurants/dayparts.ts'
import { openingHours } from '../domains/restaurants/opening-hours.ts'
import { restaurants } from '../domains/restaurants/restaurants.ts'
import { specialDays } from '../domains/restaurants/special-days.ts'
import { itemModifierGroups } from '../domains/menu/item-modifier-groups.ts'
import { itemOptionPrices } from '../domains/menu/item-option-prices.ts'
import { menuCategories } from '../domains/menu/menu-categories.ts'
import { menuItems } from '../domains/menu/menu-items.ts'
import { menuPlacements } from '../domains/menu/menu-placements.ts'
import { menuSearch } from '../domains/menu/menu-search.ts'
import { menuSnapshots } from '../domains/menu/menu-snapshots.ts'
import { menuVersions } from '../domains/menu/menu-versions.ts'
import { menus } from '../domains/menu/menus.ts'
import { modifierGroups } from '../domains/menu/modifier-groups.ts'
import { modifierOptions } from '../domains/menu/modifier-options.ts'
import { optionModifierGroups } from '../domains/menu/option-modifier-groups.ts'
import { productPrices } from '../domains/menu/product-prices.ts'
import { products } from '../domains/menu/products.ts'
import { publishedItems } from '../domains/menu/published-items.ts'
import { soldOuts } from '../domains/menu/sold-outs.ts'
import { kitchenSlots } from '../domains/inventory/kitchen-slots.ts'
import { recipes } from '../domains/inventory/recipes.ts'
import { stockItems } from '../domains/inventory/stock-items.ts'
import { stockLevels } from '../domains/inventory/stock-levels.ts'
import { stockMovements } from '../domains/inventory/stock-movements.ts'
import { stockReservations } from '../domains/inventory/stock-reservations.ts'
import { coupons } from '../domains/promotions/coupons.ts'
import { promotionBranches } from '../domains/promotions/promotion-branches.ts'
import { promotionCustomers } from '../domains/promotions/promotion-customers.ts'
import { promotionItems } from '../domains/promotions/promotion-items.ts'
import { promotions } from '../domains/promotions/promotions.ts'
import { orderAdjustments } from '../domains/orders/order-adjustments.ts'
import { orderCompletions } from '../domains/orders/order-completions.ts'
import { orderEvents } from '../domains/orders/order-events.ts'
import { orderFolioCounters } from '../domains/orders/order-folio-counters.ts'
import { orderItemModifiers } from '../domains/orders/order-item-modifiers.ts'
import { orderItems } from '../domains/orders/order-items.ts'
import { orderQuotes } from '../domains/orders/order-quotes.ts'
import { orderTransitions } from '../domains/orders/order-transitions.ts'
import { orders } from '../domains/orders/orders.ts'
import { cashCollections } from '../domains/payments/cash-collections.ts'
import { cashHandIns } from '../domains/payments/cash-hand-ins.ts'
import { paymentEvents } from '../domains/payments/payment-events.ts'
import { paymentTransitions } from '../domains/payments/payment-transitions.ts'
import { payments } from '../domains/payments/payments.ts'
import { providerEvents } from '../domains/payments/provider-events.ts'
import { refundLines } from '../domains/payments/refund-lines.ts'
import { refunds } from '../domains/payments/refunds.ts'
import { tips } from '../domains/payments/tips.ts'
import { commissionTerms } from '../domains/ledger/commission-terms.ts'
import { ledgerAccounts } from '../domains/ledger/ledger-accounts.ts'
import { ledgerEntries } from '../domains/ledger/ledger-entries.ts'
import { ledgerJournals } from '../domains/ledger/ledger-journals.ts'
import { orderSettlements } from '../domains/ledger/order-settlements.ts'
import { payouts } from '../domains/ledger/payouts.ts'
import { withholdingRules } from '../domains/ledger/withholding-rules.ts'
import { deliveries } from '../domains/delivery/deliveries.ts'
import { deliveryEvents } from '../domains/delivery/delivery-events.ts'
import { deliveryTransitions } from '../domains/delivery/delivery-transitions.ts'
import { ratingTotals } from '../domains/reviews/rating-totals.ts'
import { reviewModerations } from '../domains/reviews/review-moderations.ts'
import { reviewReplies } from '../domains/reviews/review-replies.ts'
import { reviews } from '../domains/reviews/reviews.ts'
import { contextKeys } from '../rls/context.ts'
import { partitionedTables } from '../rls/partitioned-tables.ts'

/** The tables of each domain, in the order in which the domains build on each other: a page and a diagram for each. */
export const domains = {
  tenancy: [tenants, tenantDomains, memberships],
  platform: [adminLog, auditLog, idempotencyKeys, outbox],
  taxes: [satCatalogs, taxRules],
  customers: [customers],
  restaurants: [restaurants, branches, branchTaxRegions, openingHours, specialDays, dayparts],
  menu: [
    menus,
    products,
    menuVersions,
    menuCategories,
    menuItems,
    modifierGroups,
    modifierOptions,
    itemModifierGroups,
    itemOptionPrices,
    optionModifierGroups,
    menuPlacements,
    menuSnapshots,
    publishedItems,
    menuSearch,
    productPrices,
    soldOuts,
  ],
  inventory: [stockItems, recipes, stockLevels, stockReservations, stockMovements, kitchenSlots],
  promotions: [promotions, promotionItems, promotionBranches, promotionCustomers, coupons],
  orders: [
    orderTransitions,
    orderQuotes,
    orders,
    orderFolioCounters,
    orderItems,
    orderItemModifiers,
    orderAdjustments,
    orderEvents,
    orderCompletions,
  ],
  payments: [
    paymentTransitions,
    payments,
    paymentEvents,
    refunds,
    refundLines,
    providerEvents,
    cashCollections,
    cashHandIns,
    tips,
  ],
  ledger: [withholdingRules, commissionTerms, orderSettlements, payouts, ledgerAccounts, ledgerJournals, ledgerEntries],
  delivery: [deliveryTransitions, deliveries, deliveryEvents],
  reviews: [reviews, reviewModerations, reviewReplies, ratingTotals],
  rls: [contextKeys, partitionedTables],
} as const satisfies Readonly<Record<string, readonly PgTable[]>>

/** The domain of a table of the library; undefined for an application's own. */
export function domainOf(table: PgTable): string | undefined {
  // Each list has its own tuple type; `includes` of a tuple takes its members alone.
  return Object.entries(domains).find(([, tables]: [string, readonly PgTable[]]) => tables.includes(table))?.[0]
}
