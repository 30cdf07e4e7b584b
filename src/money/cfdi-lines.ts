import type { PricedItem, PricedTax, PriceMode } from './basket.ts'
import type { CfdiConcepto, CfdiTraslado } from './cfdi-document.ts'
import { type CfdiDraft, settle, type Settled, taxAmounts } from './cfdi-settle.ts'
import { sixDecimals, twoDecimals } from './decimal-text.ts'
import type { Money, Rate } from './money.ts'
import { quantityUnits } from './quantity.ts'
import { divideHalfUp, fromUnits, toUnits } from './units.ts'

/** A line or a fee of a priced basket; a fee is one unit of service. */
export type CfdiItem = PricedItem & { readonly quantity?: string }

export interface CfdiLines {
  readonly Conceptos: readonly CfdiConcepto[]
  /**
   * What the shown prices add up to less the Total of the document: zero but for rare mixes of IEPS and IVA, where it is
   * a centavo to be booked on its own.
   */
  readonly rounding: Money
  /** By how much the base of a line was moved to make the totals meet, with its place in the list. */
  readonly moved: readonly { readonly line: number; readonly by: Money }[]
}

/**
 * The lines of a CFDI 4.0 for what a basket was priced at, at 6 decimals: give them to `cfdiTotals`.
 *
 * A line's discount is stated net of tax in whole centavos, so that SubTotal − Descuento has nothing left to round; its
 * base is the priced one. SubTotal and each tax are rounded independently by the SAT, and for some mixes of rates the
 * rounded figures cannot add up to the price shown (360.00 with 53 % IEPS and 16 % IVA gives 360.01). Then the base of a
 * line, and with it its unit price, moves by less than half a centavo; the line itself still rounds to its price. Where
 * that is not enough the difference is reported as `rounding`.
 *
 * Lines without a price are left out (ValorUnitario must be above 0). A line discounted to nothing has no tax node and
 * ObjetoImp 04, because a Base cannot be 0.
 *
 * @param items lines and fees of one issuer; the tip is no concept of a CFDI
 * @param prices the price mode the basket was priced in
 *
 * @example
 * cfdiTotals(cfdiLines(priceBasket({ lines: [{ quantity: '1', unitPrice: money('19.90'), iva: rate('0.16') }] }).lines).Conceptos).Total // → '19.90'
 */
export function cfdiLines(items: readonly CfdiItem[], prices: PriceMode = 'gross'): CfdiLines {
  const priced = [...items.entries()].filter(([, { gross }]) => !gross.isZero())
  const drafts = priced.map(([, item]): CfdiDraft => ({
    target: six(item.taxable),
    base: six(item.base),
    taxes: item.taxes,
  }))
  const asPriced: Settled = { bases: drafts.map(({ base }) => base), rounding: 0n }
  const { bases, rounding } = prices === 'gross' ? settle(drafts) : asPriced
  return {
    Conceptos: priced.map(([, item], index) => concepto(item, bases[index] ?? 0n, prices)),
    rounding: fromUnits(rounding, 2),
    moved: priced.flatMap(([line, item], index) => {
      const by = (bases[index] ?? 0n) - six(item.base)
      return by === 0n ? [] : [{ line, by: fromUnits(by, 6) }]
    }),
  }
}

function concepto(item: CfdiItem, base: bigint, prices: PriceMode): CfdiConcepto {
  const quantity = item.quantity ?? '1'
  const discount = netDiscount(item, base, prices)
  const amount = base + discount
  return {
    Cantidad: quantity,
    ValorUnitario: sixDecimals(divideHalfUp(amount * 1_000_000n, quantityUnits(quantity))),
    Importe: sixDecimals(amount),
    ...(discount > 0n ? { Descuento: twoDecimals(discount / 10_000n) } : {}),
    ...(base === 0n ? { ObjetoImp: '04' } : { ObjetoImp: '02', Impuestos: { Traslados: transfers(base, item.taxes) } }),
  }
}

/** What lowers the taxable price, net of tax, in whole centavos (as millionths). */
function netDiscount(item: CfdiItem, base: bigint, prices: PriceMode): bigint {
  const off = six(item.gross) - six(item.taxable)
  if (prices === 'net' || off === 0n) return off
  const taxable = six(item.taxable)
  // a line given away whole has no base to take the tax share from: its price stands for both
  const net = taxable === 0n ? off : divideHalfUp(off * base, taxable)
  return divideHalfUp(net, 10_000n) * 10_000n
}

function transfers(base: bigint, taxes: readonly PricedTax[]): CfdiTraslado[] {
  const amounts = taxAmounts(base, taxes)
  return taxes.map((tax, index): CfdiTraslado => {
    const { on, amount } = amounts[index] ?? { on: base, amount: 0n }
    const Base = sixDecimals(on)
    if (tax.kind === 'iva-exempt') return { Base, Impuesto: '002', TipoFactor: 'Exento' }
    const quota = tax.kind === 'ieps-quota'
    return {
      Base,
      Impuesto: tax.kind === 'iva' ? '002' : '003',
      TipoFactor: quota ? 'Cuota' : 'Tasa',
      TasaOCuota: sixDecimals(six(quota ? tax.perLitre : tax.rate)),
      Importe: sixDecimals(amount),
    }
  })
}

const six = (amount: Money | Rate): bigint => toUnits(amount, 6) ?? 0n
