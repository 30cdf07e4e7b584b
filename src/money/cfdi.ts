import type {
  CfdiConcepto,
  CfdiImpuestos,
  CfdiRetencionTotal,
  CfdiTaxKey,
  CfdiTotals,
  CfdiTraslado,
} from './cfdi-document.ts'
import { decimalText, inCentavos, twoDecimals } from './decimal-text.ts'

/**
 * The totals of a CFDI 4.0 from its lines, in the SAT's order of rounding: add up the lines as they are stated, then round
 * each total once to centavos, half-up.
 *
 * SubTotal = round(Σ Importe), guide p. 8 · Descuento = round(Σ Descuento), present when a line has one, p. 8-9 · one
 * transfer per tax, factor and rate: Base = round(Σ Base), Importe = round(Σ Importe) of the stated line taxes, never
 * base × rate, p. 38-41 · one retention per tax, p. 37-38 · Total = SubTotal − Descuento + transfers − retentions, p. 9-10.
 *
 * @throws {MoneyError} `MONEY_NOT_A_NUMBER` an amount that is not written as the schema wants
 *
 * @example
 * cfdiTotals([{ Cantidad: '1', ValorUnitario: '10.50', Importe: '10.50', ObjetoImp: '01' }]) // → { SubTotal: '10.50', Total: '10.50' }
 */
export function cfdiTotals(lines: readonly CfdiConcepto[]): CfdiTotals {
  const subTotal = inCentavos(addUp(lines, ({ Importe }) => Importe))
  const discount = inCentavos(addUp(lines, ({ Descuento }) => Descuento))
  const transfers = transferTotals(lines)
  const retentions = retentionTotals(lines)
  const transferred = addUp(transfers, ({ Importe }) => Importe) / 10_000n
  const retained = addUp(retentions, ({ Importe }) => Importe) / 10_000n
  const summary: CfdiImpuestos = {
    // a document whose transfers are all exempt has no total of them (guide p. 36)
    ...(transfers.some(({ Importe }) => Importe !== undefined)
      ? { TotalImpuestosTrasladados: twoDecimals(transferred) }
      : {}),
    ...(retentions.length > 0 ? { TotalImpuestosRetenidos: twoDecimals(retained), Retenciones: retentions } : {}),
    ...(transfers.length > 0 ? { Traslados: transfers } : {}),
  }
  return {
    SubTotal: twoDecimals(subTotal),
    ...(lines.some(({ Descuento }) => Descuento !== undefined) ? { Descuento: twoDecimals(discount) } : {}),
    Total: twoDecimals(subTotal - discount + transferred - retained),
    ...(Object.keys(summary).length > 0 ? { Impuestos: summary } : {}),
  }
}

function addUp<Part>(parts: readonly Part[], amountOf: (part: Part) => string | undefined): bigint {
  return parts.reduce((all, part) => all + decimalText(amountOf(part) ?? '0').units, 0n)
}

/** What the SAT groups transfers by; a rate is compared as a number, however many zeros are written. */
export function transferKey({ Impuesto, TipoFactor, TasaOCuota }: CfdiTraslado): string {
  return `${Impuesto} ${TipoFactor} ${TasaOCuota === undefined ? '' : decimalText(TasaOCuota).units}`
}

function transferTotals(lines: readonly CfdiConcepto[]): CfdiTraslado[] {
  const groups = new Map<string, { readonly like: CfdiTraslado; base: bigint; amount: bigint }>()
  for (const transfer of lines.flatMap(({ Impuestos }) => Impuestos?.Traslados ?? [])) {
    const key = transferKey(transfer)
    const group = groups.get(key) ?? { like: transfer, base: 0n, amount: 0n }
    group.base += decimalText(transfer.Base).units
    group.amount += decimalText(transfer.Importe ?? '0').units
    groups.set(key, group)
  }
  return [...groups.values()].map(({ like, base, amount }) => {
    const Base = twoDecimals(inCentavos(base))
    return like.Importe === undefined ? { ...like, Base } : { ...like, Base, Importe: twoDecimals(inCentavos(amount)) }
  })
}

function retentionTotals(lines: readonly CfdiConcepto[]): CfdiRetencionTotal[] {
  const groups = new Map<CfdiTaxKey, bigint>()
  for (const { Impuesto, Importe } of lines.flatMap(({ Impuestos }) => Impuestos?.Retenciones ?? [])) {
    groups.set(Impuesto, (groups.get(Impuesto) ?? 0n) + decimalText(Importe).units)
  }
  return [...groups].map(([Impuesto, units]) => ({ Impuesto, Importe: twoDecimals(inCentavos(units)) }))
}
