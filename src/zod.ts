// Input schemas, one per read and verb that takes an input: the same rules, for request bodies.
export { createTenantInput } from './domains/onboarding/zod.ts'
export {
  clearSpecialDayInput,
  dayWindow,
  isOpenAtInput,
  listHoursInput,
  newBranchTaxRegionInput,
  newDaypartInput,
  nextOpeningInput,
  setOpeningHoursInput,
  setSpecialDayInput,
  weekWindow,
} from './domains/restaurants/zod.ts'
export {
  choices,
  draftMenuInput,
  exportMenuInput,
  importMenuInput,
  listMenuInput,
  markAvailableInput,
  markSoldOutInput,
  menuAtInput,
  menuFile,
  publishMenuInput,
  searchMenuInput,
  setPriceInput,
} from './domains/menu/zod.ts'
export {
  changeSlotInput,
  countStockInput,
  listSlotsInput,
  listStockInput,
  listStockMovementsInput,
  moveStockInput,
  newStockItemInput,
  openSlotsInput,
  receiveStockInput,
  setRecipeInput,
  wasteStockInput,
} from './domains/inventory/zod.ts'
export {
  branchBoardInput,
  listOrdersInput,
  orderStepInput,
  placeOrderInput,
  quoteOrderInput,
  salesByDayInput,
  topItemsInput,
} from './domains/orders/zod.ts'
export {
  collectCashInput,
  handInCashInput,
  refundOrderInput,
  shareTipInput,
  startPaymentInput,
} from './domains/payments/zod.ts'
export { closePayoutInput, setCommissionTermsInput } from './domains/ledger/zod.ts'
export {
  assignCourierInput,
  deliveryOfInput,
  failDeliveryInput,
  listDeliveriesInput,
  takeDeliveryInput,
} from './domains/delivery/zod.ts'
export {
  editReviewInput,
  listReviewsInput,
  moderateReviewInput,
  myReviewsInput,
  ratingsOfInput,
  replyToReviewInput,
  reviewOrderInput,
} from './domains/reviews/zod.ts'
export { newCustomerInput } from './domains/customers/zod.ts'
export {
  createCouponInput,
  createPromotionInput,
  endPromotionInput,
  listCouponsInput,
  listPromotionsInput,
} from './domains/promotions/zod.ts'
export { findCatalogEntryInput, findTaxRuleInput } from './domains/taxes/zod.ts'
// Single values; an issue carries the code of the parser in `params.problem`.
export { amount, clabe, curp, fraction, moment, phone, postalCode, rfc, state, unitPrice, uuid } from './kernel/zod.ts'
