// Selections, baskets, taxes by date, CFDI 4.0 totals and withholdings: what comes after the single amount. Pure; runs in browsers too.
export type {
  BasketFee,
  BasketInput,
  BasketLine,
  BasketModifier,
  BasketTotals,
  Discount,
  DiscountShare,
  Funder,
  Ieps,
  PricedBasket,
  PricedFee,
  PricedItem,
  PricedLine,
  PricedTax,
  PriceMode,
  TaxTerms,
} from './money/basket.ts'
export { priceBasket } from './money/price.ts'
export { type RefundableLine, type RefundShare, refundShare } from './money/refund-share.ts'
export { cfdiTotals } from './money/cfdi.ts'
export type {
  CfdiConcepto,
  CfdiDocument,
  CfdiImpuestos,
  CfdiRetencion,
  CfdiRetencionTotal,
  CfdiTaxKey,
  CfdiTotals,
  CfdiTraslado,
} from './money/cfdi-document.ts'
export { type CfdiItem, type CfdiLines, cfdiLines } from './money/cfdi-lines.ts'
export { checkCfdi, type CheckCfdiOptions, type CfdiFinding } from './money/check-cfdi.ts'
export { toWords } from './money/to-words.ts'
export {
  type BorderRegistration,
  type IepsOn,
  type IepsProduct,
  iepsOn,
  type IvaGood,
  type IvaOn,
  ivaOn,
} from './money/tax-on.ts'
export { type TaxRule, taxRules } from './money/tax-rules.ts'
export {
  type PlatformActivity,
  type Withheld,
  type WithheldSeller,
  type Withholdings,
  type WithholdingsInput,
  withholdings,
} from './money/withholdings.ts'
export { type WithholdingRule, withholdingRules } from './money/withholding-rules.ts'
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
