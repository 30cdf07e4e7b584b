import { inForce } from './effective.ts'
import { MoneyError } from './errors.ts'
import { compare, isNegative, type Money, money, multiply, type Rate, rate, subtract } from './money.ts'
import { toCentavos } from './round.ts'
import {
  type PlatformActivity,
  type SellerPerson,
  type WithholdingRule,
  withholdingRules,
} from './withholding-rules.ts'

export type { PlatformActivity } from './withholding-rules.ts'

/** Who is withheld from, as of the day of the payment. */
export interface WithheldSeller {
  readonly person: SellerPerson
  /** Whether the seller has given a valid RFC to the platform. */
  readonly rfc: 'given' | 'missing'
  readonly activity: PlatformActivity
  /** `abroad`: paid to an account outside Mexico, or the seller does not live here: all of the IVA, from 2026. */
  readonly account?: 'mexican' | 'abroad'
}

export interface WithholdingsInput extends WithheldSeller {
  /** Day of the customer's payment, `YYYY-MM-DD`, local. */
  readonly on: string
  /** Paid through the platform, without IVA. */
  readonly income: Money
  /** IVA charged on it: nothing for exempt and 0 % sales, so nothing is withheld. */
  readonly ivaCharged: Money
  /** Of the seller this month, for the bands of 2020; the income itself unless told otherwise. */
  readonly monthlyIncome?: Money
}

export interface Withheld {
  /** Of the income (ISR) or of the IVA charged (IVA). */
  readonly rate: Rate
  /** Centavos, half-up. */
  readonly amount: Money
  readonly rule: WithholdingRule
}

export interface Withholdings {
  readonly isr: Withheld
  readonly iva: Withheld
  /** income + IVA − both: what is left to pay the seller, before the platform's commission. */
  readonly payable: Money
}

/**
 * The ISR and the IVA a platform withholds from a seller (LISR art. 113-A and 113-C, LIF 2026 art. 25, LIVA art. 18-J).
 *
 * @throws {MoneyError} `MONEY_NEGATIVE` · `TAX_BAD_DATE` · `TAX_RULE_NOT_FOUND` no row for the day
 *
 * @example
 * withholdings({ person: 'individual', rfc: 'given', activity: 'sale-of-goods-and-services', on: '2026-11-21', income: money('1000'), ivaCharged: money('160') }).payable // → 1055
 */
export function withholdings(
  input: WithholdingsInput,
  rules: readonly WithholdingRule[] = withholdingRules,
): Withholdings {
  if (isNegative(input.income) || isNegative(input.ivaCharged)) {
    throw new MoneyError('MONEY_NEGATIVE', 'income and IVA are not below zero: a refund is withheld on what is left')
  }
  const isr = withheld('isr', input, input.income, rules)
  const iva = withheld('iva', input, input.ivaCharged, rules)
  return { isr, iva, payable: subtract(subtract(input.income.plus(input.ivaCharged), isr.amount), iva.amount) }
}

function withheld(
  tax: 'isr' | 'iva',
  input: WithholdingsInput,
  base: Money,
  rules: readonly WithholdingRule[],
): Withheld {
  const rule = inForce(
    rules,
    input.on,
    (row) =>
      row.tax === tax &&
      row.person === input.person &&
      row.rfc === input.rfc &&
      (row.account === undefined || row.account === input.account) &&
      (row.activity === null || row.activity === input.activity),
  )
  const income = input.monthlyIncome ?? input.income
  const band = rule.bands.find(({ upTo }) => upTo === null || compare(income, money(upTo)) <= 0)
  const share = rate(band?.rate ?? '0')
  return { rate: share, amount: toCentavos(multiply(base, share)), rule }
}
