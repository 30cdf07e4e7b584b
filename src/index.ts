// Opening, acting, failing
export { openDb, type EmbeddedOptions, type OpenDbOptions, type ServerOptions } from './client/open-db.ts'
export type { Db, ScopeSettings, Work } from './client/db.ts'
export type { DbEvent, OnEvent } from './client/observe.ts'
export { openTelemetry, type Tracer } from './client/open-telemetry.ts'
export { copyIn } from './client/bulk/copy-in.ts'
export { insertMany } from './client/bulk/insert-many.ts'
export { type Actor, type ActorKind, courier, customer, service, staff } from './kernel/actor.ts'
export { Batch, batch } from './kernel/batch.ts'
export { newId } from './kernel/columns.ts'
export { newContextKey } from './kernel/context-key.ts'
export { DbError, type DbErrorCode, dbErrorCodes, isDbError } from './kernel/errors.ts'
export type { AdminTx, TenantTx } from './kernel/tx.ts'

// Tables and their rows
export { tenants, type Tenant, type NewTenant } from './domains/tenancy/tenants.ts'
export { tenantDomains, type TenantDomain } from './domains/tenancy/tenant-domains.ts'
export { memberships, type Membership, type NewMembership } from './domains/tenancy/memberships.ts'
export { adminLog, type AdminEntry } from './domains/platform/admin-log.ts'
export { auditLog, type AuditEntry } from './domains/platform/audit-log.ts'
export { idempotencyKeys } from './domains/platform/idempotency-keys.ts'
export { listOutbox, type ListOutbox } from './domains/platform/list-outbox.ts'
export { outbox, type OutboxMessage } from './domains/platform/outbox.ts'
export { satCatalogs, type SatCatalogEntry } from './domains/taxes/sat-catalogs.ts'
export { taxRules, type TaxRuleRow } from './domains/taxes/tax-rules.ts'
export { customers, type Customer, type NewCustomer } from './domains/customers/customers.ts'
export { restaurants, type Restaurant, type NewRestaurant } from './domains/restaurants/restaurants.ts'
export { branches, type Branch, type NewBranch } from './domains/restaurants/branches.ts'
export {
  branchTaxRegions,
  taxRegions,
  type BranchTaxRegion,
  type NewBranchTaxRegion,
} from './domains/restaurants/branch-tax-regions.ts'
export { openingHours, type NewOpeningHours, type OpeningHoursRow } from './domains/restaurants/opening-hours.ts'
export { specialDays, type NewSpecialDay, type SpecialDay } from './domains/restaurants/special-days.ts'
export { dayparts, type Daypart, type NewDaypart } from './domains/restaurants/dayparts.ts'
export { services, type Service } from './domains/restaurants/services.ts'
export { weekMinutes, weekMinutesOf, weekWindowsOf } from './domains/restaurants/week-minutes.ts'
export type { DayWindow, MinuteRange, Weekday, WeekWindow } from './domains/restaurants/minutes.ts'
export { channels, type Channel } from './domains/menu/channels.ts'
export { menus, type Menu, type NewMenu } from './domains/menu/menus.ts'
export { products, type NewProduct, type Product } from './domains/menu/products.ts'
export { menuVersions, type MenuVersion, type NewMenuVersion } from './domains/menu/menu-versions.ts'
export { menuCategories, type MenuCategory, type NewMenuCategory } from './domains/menu/menu-categories.ts'
export { menuItems, type MenuItem, type NewMenuItem } from './domains/menu/menu-items.ts'
export { modifierGroups, type ModifierGroup, type NewModifierGroup } from './domains/menu/modifier-groups.ts'
export { modifierOptions, type ModifierOption, type NewModifierOption } from './domains/menu/modifier-options.ts'
export { itemModifierGroups, type ItemModifierGroup } from './domains/menu/item-modifier-groups.ts'
export { itemOptionPrices, type ItemOptionPrice } from './domains/menu/item-option-prices.ts'
export { optionModifierGroups, type OptionModifierGroup } from './domains/menu/option-modifier-groups.ts'
export { menuPlacements, type MenuPlacement } from './domains/menu/menu-placements.ts'
export { menuSnapshots, type MenuSnapshot } from './domains/menu/menu-snapshots.ts'
export { publishedItems, type PublishedItemRow } from './domains/menu/published-items.ts'
export { productPrices, type NewProductPrice, type ProductPrice } from './domains/menu/product-prices.ts'
export { soldOuts, type NewSoldOut, type SoldOut } from './domains/menu/sold-outs.ts'
export { stockItems, stockUnits, type NewStockItem, type StockItem } from './domains/inventory/stock-items.ts'
export { recipes, type Recipe } from './domains/inventory/recipes.ts'
export { stockLevels, type StockLevel } from './domains/inventory/stock-levels.ts'
export { reservationStates, stockReservations, type StockReservation } from './domains/inventory/stock-reservations.ts'
export { movementKinds, stockMovements, type StockMovement } from './domains/inventory/stock-movements.ts'
export { kitchenSlots, type KitchenSlot, type NewKitchenSlot } from './domains/inventory/kitchen-slots.ts'
export { promotions, type NewPromotion, type Promotion } from './domains/promotions/promotions.ts'
export { promotionItems, type PromotionItem } from './domains/promotions/promotion-items.ts'
export { promotionBranches, type PromotionBranch } from './domains/promotions/promotion-branches.ts'
export { promotionCustomers, type PromotionCustomer } from './domains/promotions/promotion-customers.ts'
export { coupons, type Coupon, type NewCoupon } from './domains/promotions/coupons.ts'
export { orderTransitions } from './domains/orders/order-transitions.ts'
export { orderQuotes, type OrderQuote } from './domains/orders/order-quotes.ts'
export { orders, type Order } from './domains/orders/orders.ts'
export { orderFolioCounters } from './domains/orders/order-folio-counters.ts'
export { orderItems, type OrderItem } from './domains/orders/order-items.ts'
export { orderItemModifiers, type OrderItemModifier } from './domains/orders/order-item-modifiers.ts'
export { orderAdjustments, type OrderAdjustment } from './domains/orders/order-adjustments.ts'
export { orderEvents, type OrderEvent, type NewOrderEvent } from './domains/orders/order-events.ts'
export { orderCompletions } from './domains/orders/order-completions.ts'
export { deliveryTransitions } from './domains/delivery/delivery-transitions.ts'
export { deliveries, type Delivery } from './domains/delivery/deliveries.ts'
export { deliveryEvents, type DeliveryEvent } from './domains/delivery/delivery-events.ts'
export { payments, type Payment } from './domains/payments/payments.ts'
export { paymentTransitions } from './domains/payments/payment-transitions.ts'
export { paymentEvents, type PaymentEvent } from './domains/payments/payment-events.ts'
export {
  newsOutcomes,
  type NewsOutcome,
  providerEvents,
  type ProviderEvent,
  type ProviderNews,
} from './domains/payments/provider-events.ts'
export { type LiableParty, refunds, type Refund, type RefundStatus } from './domains/payments/refunds.ts'
export { refundLines, type RefundLine } from './domains/payments/refund-lines.ts'
export { cashCollections, type CashCollection } from './domains/payments/cash-collections.ts'
export { cashHandIns, type CashHandIn } from './domains/payments/cash-hand-ins.ts'
export { tips, type Tip, type TipBeneficiary } from './domains/payments/tips.ts'
export {
  accountKinds,
  type AccountKind,
  entryReasons,
  type EntryReason,
  type JournalSource,
} from './domains/ledger/account-kinds.ts'
export { ledgerAccounts, type LedgerAccount } from './domains/ledger/ledger-accounts.ts'
export { ledgerJournals, type LedgerJournal } from './domains/ledger/ledger-journals.ts'
export { ledgerEntries, type LedgerEntry } from './domains/ledger/ledger-entries.ts'
export { commissionTerms, type CommissionTerms, type NewCommissionTerms } from './domains/ledger/commission-terms.ts'
export { orderSettlements, type OrderSettlement } from './domains/ledger/order-settlements.ts'
export { withholdingRules } from './domains/ledger/withholding-rules.ts'
export { payouts, type Payout } from './domains/ledger/payouts.ts'
export { reviews, type Review, type NewReview } from './domains/reviews/reviews.ts'
export { reviewModerations, type ReviewModeration } from './domains/reviews/review-moderations.ts'
export { reviewReplies, type ReviewReply } from './domains/reviews/review-replies.ts'
export { ratingTotals, type RatingTotal } from './domains/reviews/rating-totals.ts'

// Reads
export { findCatalogEntry, type FindCatalogEntry } from './domains/taxes/find-catalog-entry.ts'
export { findTaxRule, type FindTaxRule } from './domains/taxes/find-tax-rule.ts'
export { listMenu, type ListMenu, type MenuRow } from './domains/menu/list-menu.ts'
export { searchMenu, type MenuHit, type MenuHits, type Near, type SearchMenu } from './domains/menu/search-menu.ts'
export type { HighlightPart } from './domains/menu/search-words.ts'
export { menuAt, type LiveMenu, type MenuAt } from './domains/menu/menu-at.ts'
export { MenuCache } from './domains/menu/menu-cache.ts'
export type { Availability, MenuDish, MenuHeading } from './domains/menu/menu.ts'
export { exportMenu, type ExportMenu } from './domains/menu/export-menu.ts'
export { menuProblems, type MenuProblem } from './domains/menu/menu-problems.ts'
export { listStock, stockCursor, type ListStock, type StockRow } from './domains/inventory/list-stock.ts'
export {
  listStockMovements,
  movementCursor,
  type ListStockMovements,
  type MovementRow,
} from './domains/inventory/list-stock-movements.ts'
export { listSlots, type ListSlots, type SlotRow } from './domains/inventory/list-slots.ts'
export { listOrders, orderCursor, type ListOrders, type OrderRow } from './domains/orders/list-orders.ts'
export { getOrder, type GetOrder, type OrderDetail, type OrderLine } from './domains/orders/get-order.ts'
export { getQuote, type GetQuote } from './domains/orders/get-quote.ts'
export { orderTimeline, type OrderStep, type OrderTimeline } from './domains/orders/order-timeline.ts'
export { branchBoard, type BoardLine, type BoardOrder, type BranchBoard } from './domains/orders/branch-board.ts'
export { salesByDay, type DaySales, type SalesByDay } from './domains/orders/sales-by-day.ts'
export { topItems, type TopItem, type TopItems } from './domains/orders/top-items.ts'
export { promotionsFor, type PromotionsFor } from './domains/promotions/promotions-for.ts'
export { listPromotions, promotionCursor, type ListPromotions } from './domains/promotions/list-promotions.ts'
export { couponCursor, listCoupons, type ListCoupons } from './domains/promotions/list-coupons.ts'
export { deliveryCursor, listDeliveries, type ListDeliveries } from './domains/delivery/list-deliveries.ts'
export { deliveryOf, type DeliveryDetail, type DeliveryOf } from './domains/delivery/delivery-of.ts'
export { listReviews, reviewCursor, type ListReviews, type ReviewRow } from './domains/reviews/list-reviews.ts'
export { myReviews, type MyReview, type MyReviews } from './domains/reviews/my-reviews.ts'
export { ratingsOf, type Ratings } from './domains/reviews/ratings-of.ts'
export type { ReviewTarget } from './domains/reviews/review-target.ts'
export { verifyRatings, type RatingDifference } from './domains/reviews/verify-ratings.ts'
export { isOpenAt, type IsOpenAt } from './domains/restaurants/is-open-at.ts'
export { nextOpening, type NextOpening, type Opening } from './domains/restaurants/next-opening.ts'
export { listHours, type BranchHours, type ListHours } from './domains/restaurants/list-hours.ts'

export { bySpanish } from './domains/platform/spanish.ts'

// Verbs
export { setOpeningHours, type SetOpeningHours } from './domains/restaurants/set-opening-hours.ts'
export { setSpecialDay, type SetSpecialDay } from './domains/restaurants/set-special-day.ts'
export { clearSpecialDay, type ClearSpecialDay } from './domains/restaurants/clear-special-day.ts'
export {
  createTenant,
  type BranchInput,
  type CreateTenant,
  type CreatedTenant,
  type RestaurantInput,
} from './domains/onboarding/create-tenant.ts'
export { importMenu, type ImportMenu, type ImportedMenu } from './domains/menu/import-menu.ts'
export { checkMenuFile } from './domains/menu/check-menu-file.ts'
export type { MenuFileProblem } from './domains/menu/file-problems.ts'
export { csvOfMenuFile } from './domains/menu/csv-of-menu-file.ts'
export { menuFileOfCsv, type MenuOfCsv, type RefusedCell } from './domains/menu/menu-file-of-csv.ts'
export type {
  FileCategory,
  FileDaypart,
  FileGroup,
  FileItem,
  FileItemGroup,
  FileOption,
  MenuFile,
} from './domains/menu/menu-file.ts'
export { draftMenu, type DraftMenu } from './domains/menu/draft-menu.ts'
export { publishMenu, type PublishMenu } from './domains/menu/publish-menu.ts'
export { markAvailable, markSoldOut, type MarkSoldOut } from './domains/menu/mark-sold-out.ts'
export { setPrice, type SetPrice } from './domains/menu/set-price.ts'
export { setRecipe, type SetRecipe } from './domains/inventory/set-recipe.ts'
export type { StockEntries, StockEntry } from './domains/inventory/record-movements.ts'
export { receiveStock, type ReceiveStock } from './domains/inventory/receive-stock.ts'
export { countStock, type CountStock } from './domains/inventory/count-stock.ts'
export { wasteStock, type WasteStock } from './domains/inventory/waste-stock.ts'
export { moveStock, type MoveStock } from './domains/inventory/move-stock.ts'
export { openSlots, type NewSlot, type OpenSlots } from './domains/inventory/open-slots.ts'
export { changeSlot, type ChangeSlot } from './domains/inventory/change-slot.ts'
export { quoteOrder, type QuoteOrder } from './domains/orders/quote-order.ts'
export type { Quote, QuoteAdjustment, QuoteLine, QuoteModifier } from './domains/orders/quote.ts'
export { placeOrder, type PlaceOrder } from './domains/orders/place-order.ts'
export type { OrderLineInput } from './domains/orders/price-lines.ts'
export { acceptOrder } from './domains/orders/accept-order.ts'
export { rejectOrder } from './domains/orders/reject-order.ts'
export { startPreparing } from './domains/orders/start-preparing.ts'
export { markReady } from './domains/orders/mark-ready.ts'
export { handOver } from './domains/orders/hand-over.ts'
export { deliverOrder } from './domains/orders/deliver-order.ts'
export { cancelOrder } from './domains/orders/cancel-order.ts'
export type { TakeStep } from './domains/orders/take-step.ts'
export { rejectOverdueOrder } from './domains/orders/reject-overdue-order.ts'
export { orderStatuses, stepsFrom, transitions, type NextStatus, type OrderStatus } from './domains/orders/lifecycle.ts'
export {
  paymentMethods,
  paymentStatuses,
  paymentSteps,
  type PaymentMethod,
  type PaymentStatus,
} from './domains/payments/payment-lifecycle.ts'
export { startPayment, type StartPayment } from './domains/payments/start-payment.ts'
export { capturePayment, type ThePayment, voidPayment } from './domains/payments/capture-payment.ts'
export {
  type PaymentNews,
  type ProviderAnswer,
  recordAuthorization,
  recordCapture,
  resolvePayment,
  type ResolvePayment,
} from './domains/payments/record-answer.ts'
export { applyProviderEvent, type ApplyProviderEvent } from './domains/payments/apply-provider-event.ts'
export { collectCash, type CollectCash } from './domains/payments/collect-cash.ts'
export { handInCash, type HandInCash } from './domains/payments/hand-in-cash.ts'
export { refundOrder, type RefundedLine, type RefundOrder } from './domains/payments/refund-order.ts'
export { payBackCash, type PayBackCash, recordRefund, type RecordRefund } from './domains/payments/record-refund.ts'
export { shareTip, type ShareTip, type TipShare } from './domains/payments/share-tip.ts'
export {
  listUnresolvedPayments,
  listUnsettledRefunds,
  type ListUnresolved,
} from './domains/payments/list-unresolved-payments.ts'
export {
  listPaymentsToRefund,
  type ListToRefund,
  type PaymentToRefund,
} from './domains/payments/list-payments-to-refund.ts'
export { type OrderPayment, paymentOf, type PaymentOf, type RefundDetail } from './domains/payments/payment-of.ts'
export { createPromotion, type PromotionDetail } from './domains/promotions/create-promotion.ts'
export type {
  CreatePromotion,
  PromotionConditions,
  PromotionLimits,
  PromotionOrder,
  PromotionTerms,
} from './domains/promotions/promotion-input.ts'
export { createCoupon, type CreateCoupon } from './domains/promotions/create-coupon.ts'
export { endPromotion, type EndPromotion } from './domains/promotions/end-promotion.ts'
export { assignCourier, type AssignCourier } from './domains/delivery/assign-courier.ts'
export { takeDelivery, type TakeDelivery } from './domains/delivery/take-delivery.ts'
export { failDelivery, type FailDelivery } from './domains/delivery/fail-delivery.ts'
export { deliveryStatuses, type DeliveryStatus } from './domains/delivery/delivery-lifecycle.ts'
export { closePayout, type ClosePayout } from './domains/ledger/close-payout.ts'
export { setCommissionTerms, type SetCommissionTerms } from './domains/ledger/set-commission-terms.ts'
export { balances, type Balances } from './domains/ledger/balances.ts'
export { ledgerOf, type LedgerOf } from './domains/ledger/ledger-of.ts'
export { payoutStatement, type PayoutStatement, type StatementFigures } from './domains/ledger/payout-statement.ts'
export { verifySettlement, type SettlementDifference } from './domains/ledger/verify-settlement.ts'
export { reviewOrder, type Opinion, type ReviewOrder } from './domains/reviews/review-order.ts'
export { editReview, type EditReview } from './domains/reviews/edit-review.ts'
export { replyToReview, type ReplyToReview } from './domains/reviews/reply-to-review.ts'
export { hideReview, showReview, type ModerateReview } from './domains/reviews/moderate-review.ts'

// Rules that a client runs too, without a database
export { applyPromotions } from './domains/promotions/apply-promotions.ts'
export type {
  AppliedPromotions,
  PromotableBasket,
  PromotableLine,
  PromotionAdjustment,
  PromotionCandidate,
  PromotionRefusal,
  RefusedPromotion,
} from './domains/promotions/promotion-candidate.ts'
export type { PromotionKind, Treatment } from './domains/promotions/promotion-terms.ts'
export { priceSelection, type SelectionPrice } from './domains/menu/price-selection.ts'
export type { PricedChoice, PricedGroup } from './domains/menu/priced-group.ts'
export { defaultSelection } from './domains/menu/default-selection.ts'
export type {
  Choice,
  GroupPricing,
  SelectableGroup,
  SelectableItem,
  SelectableOption,
} from './domains/menu/selectable.ts'
export type { SelectionViolation, SelectionViolationCode } from './domains/menu/selection-violations.ts'
