import type { Ieps, PriceMode, PricedTax, TaxTerms } from './basket.ts'
import { MoneyError } from './errors.ts'
import { type Rate, zero } from './money.ts'
import { quantityUnits } from './quantity.ts'
import { divideHalfUp, fromUnits, toUnits } from './units.ts'

const one = 1_000_000n

/** Taxes of one line in millionths of a peso, before they become amounts. */
export interface LineTaxUnits {
  readonly base: bigint
  readonly ivaBase: bigint
  readonly iva: bigint
  readonly ieps: bigint
  readonly iepsParts: readonly { readonly terms: Ieps; readonly base: bigint; readonly amount: bigint }[]
}

const millionths = (fraction: Rate): bigint => toUnits(fraction, 6) ?? 0n

/**
 * The taxes of `taxable` millionths, half-up at 6 decimals.
 *
 * IEPS comes first and is part of the base of IVA (SAT guide p. 36-37). With r the IEPS rate, q the IEPS quota of the
 * line and t the IVA rate: base = (total ÷ (1 + t) − q) ÷ (1 + r) in one exact division when prices are gross.
 */
export function lineTaxUnits(taxable: bigint, quantity: bigint, terms: TaxTerms, mode: PriceMode): LineTaxUnits {
  const t = terms.iva === 'exempt' ? 0n : millionths(terms.iva)
  if (terms.ieps === undefined || terms.ieps.length === 0) {
    const base = mode === 'net' || t === 0n ? taxable : divideHalfUp(taxable * one, one + t)
    return { base, ivaBase: base, iva: divideHalfUp(base * t, one), ieps: 0n, iepsParts: [] }
  }
  const quotas = new Map(terms.ieps.map((ieps) => [ieps, ieps.kind === 'quota' ? quotaUnits(ieps, quantity) : null]))
  let q = 0n
  for (const quota of quotas.values()) q += quota?.amount ?? 0n
  const r = terms.ieps.reduce((all, ieps) => all + (ieps.kind === 'rate' ? millionths(ieps.rate) : 0n), 0n)
  const base = mode === 'net' ? taxable : divideHalfUp((taxable * one - q * (one + t)) * one, (one + t) * (one + r))
  if (base < 0n) throw new MoneyError('MONEY_BAD_BASKET', 'the IEPS quota is more than the price it is inside of')
  const iepsParts = terms.ieps.map((ieps) => {
    const quota = quotas.get(ieps)
    if (quota) return { terms: ieps, ...quota }
    const amount = ieps.kind === 'rate' ? divideHalfUp(base * millionths(ieps.rate), one) : 0n
    return { terms: ieps, base, amount }
  })
  const ieps = iepsParts.reduce((all, { amount }) => all + amount, 0n)
  return { base, ivaBase: base + ieps, iva: divideHalfUp((base + ieps) * t, one), ieps, iepsParts }
}

/** Litres of the line and what the quota makes of them, both in millionths. */
function quotaUnits(ieps: Extract<Ieps, { kind: 'quota' }>, quantity: bigint) {
  const litres = divideHalfUp(quantityUnits(ieps.litres) * quantity, one)
  return { base: litres, amount: divideHalfUp(litres * (toUnits(ieps.perLitre, 6) ?? 0n), one) }
}

/** The same as amounts: what the line has of each, and one entry per tax, IEPS in the order it was given, then IVA. */
export function pricedTaxes(units: LineTaxUnits, terms: TaxTerms) {
  const base = fromUnits(units.base, 6)
  const ivaBase = units.ivaBase === units.base ? base : fromUnits(units.ivaBase, 6)
  const iva = units.iva === 0n ? zero : fromUnits(units.iva, 6)
  const ieps = units.ieps === 0n ? zero : fromUnits(units.ieps, 6)
  const taxes: PricedTax[] = units.iepsParts.map(({ terms: of, base: on, amount }) =>
    of.kind === 'rate'
      ? { kind: 'ieps', rate: of.rate, base, amount: fromUnits(amount, 6) }
      : { kind: 'ieps-quota', perLitre: of.perLitre, base: fromUnits(on, 6), amount: fromUnits(amount, 6) },
  )
  taxes.push(
    terms.iva === 'exempt'
      ? { kind: 'iva-exempt', base: ivaBase }
      : { kind: 'iva', rate: terms.iva, base: ivaBase, amount: iva },
  )
  return { base, iva, ieps, taxes }
}
