export { allocate } from './money/allocate.ts'
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
export { isMoneyError, MoneyError, type MoneyErrorCode } from './money/errors.ts'
export { formatMXN } from './money/format.ts'
export {
  abs,
  add,
  compare,
  equals,
  type Factor,
  isNegative,
  isPositive,
  isZero,
  max,
  min,
  type Money,
  money,
  multiply,
  negate,
  type Rate,
  rate,
  subtract,
  sum,
  zero,
} from './money/money.ts'
export { percentOf } from './money/percent-of.ts'
export { priceBasket } from './money/price.ts'
export { type RefundableLine, type RefundShare, refundShare } from './money/refund-share.ts'
export { type CashAmount, type CashRounding, type CashStep, roundCash } from './money/round-cash.ts'
export { round, type RoundingMode, toCentavos, toSixDecimals } from './money/round.ts'
export { addIva, type BaseAndIva, lineTaxes, splitIva } from './money/tax.ts'
export { toWords } from './money/to-words.ts'
