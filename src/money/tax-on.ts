import type { Ieps } from './basket.ts'
import { type Effective, inForce } from './effective.ts'
import { money, type Rate, rate } from './money.ts'
import { type IepsQuota, type IepsRated, type TaxRule, taxRules } from './tax-rules.ts'

/**
 * What is sold. Food prepared for consumption, also to take away or delivered, is 16 % (LIVA art. 2-A fr. I last
 * paragraph); 0 % is for groceries and is chosen per product, never derived from "is food".
 */
export type IvaGood = 'prepared-food' | 'general' | 'zero' | 'exempt'

/**
 * The entry of a branch on the register of beneficiaries of the border stimulus. A post code in the region is not enough
 * (the notice to the SAT is a condition), so only a registered branch gets the rate, and only while registered.
 */
export interface BorderRegistration {
  readonly region: 'north' | 'south'
  /** `YYYY-MM-DD` */
  readonly registeredFrom: string
  /** Last day, included; absent while registered. */
  readonly registeredTo?: string
}

/** The IVA in force, with the rule it comes from. */
export interface IvaOn {
  readonly iva: Rate | 'exempt'
  readonly rule: Effective
}

/**
 * The IVA of a sale on a day (the branch's local day), for `priceBasket`. The border stimulus halves only the general
 * rate. A day without data throws, also for a registered border branch: no rate is assumed.
 *
 * @param rules `taxRules`, or those and rows of your own after them: the last that matches wins
 * @throws {MoneyError} `TAX_BAD_DATE` · `TAX_RULE_NOT_FOUND`
 *
 * @example
 * ivaOn('2026-11-21').iva // → 0.16
 */
export function ivaOn(
  on: string,
  good: IvaGood = 'prepared-food',
  border?: BorderRegistration,
  rules: readonly TaxRule[] = taxRules,
): IvaOn {
  const wanted = good === 'prepared-food' ? 'general' : good
  const registered =
    border !== undefined &&
    border.registeredFrom <= on &&
    (border.registeredTo === undefined || on <= border.registeredTo)
  const rule =
    registered && wanted === 'general'
      ? inForce(rules, on, (row) => row.tax === 'iva-border' && row.region === border.region)
      : inForce(rules, on, (row) => row.tax === 'iva' && row.good === wanted)
  const fraction = 'rate' in rule ? rule.rate : null
  return { iva: fraction === null ? 'exempt' : rate(fraction), rule }
}

/** What IEPS is levied on; litres of one unit for drinks with a quota. */
export type IepsProduct = { readonly kind: IepsRated } | { readonly kind: IepsQuota; readonly litres: string }

/** The IEPS in force, with the rule it comes from. */
export interface IepsOn {
  readonly ieps: Ieps
  readonly rule: Effective
}

/**
 * The IEPS of a product on a day, for `priceBasket`. Only for sellers who are taxpayers of IEPS: a restaurant is usually
 * not, for soft drinks (LIEPS art. 8 I c and f).
 *
 * @throws {MoneyError} `TAX_BAD_DATE` · `TAX_RULE_NOT_FOUND`
 *
 * @example
 * iepsOn('2026-11-21', { kind: 'sugared-drink', litres: '0.6' }).ieps // → { kind: 'quota', perLitre: 3.0818, litres: '0.6' }
 */
export function iepsOn(on: string, product: IepsProduct, rules: readonly TaxRule[] = taxRules): IepsOn {
  const rule = inForce(rules, on, (row) => 'product' in row && row.product === product.kind)
  if ('perLitre' in rule && 'litres' in product) {
    return { ieps: { kind: 'quota', perLitre: money(rule.perLitre), litres: product.litres }, rule }
  }
  return { ieps: { kind: 'rate', rate: rate('rate' in rule ? (rule.rate ?? '0') : '0') }, rule }
}
