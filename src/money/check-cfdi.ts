import { cfdiTotals, transferKey } from './cfdi.ts'
import type { CfdiConcepto, CfdiDocument, CfdiRetencion, CfdiTotals, CfdiTraslado } from './cfdi-document.ts'
import { productLimits } from './cfdi-limits.ts'
import { decimalText, sixDecimals } from './decimal-text.ts'

/** The SAT's code for a figure it would refuse (matrix of validations of CFDI 4.0), where, and what it should be. */
export interface CfdiFinding {
  readonly code: `CFDI40${number}`
  /** Such as `Conceptos[2].Importe`. */
  readonly path: string
  /** The one right figure, the limits it must be within, or null when the attribute must be absent. */
  readonly expected: string | null | { readonly lower: string; readonly upper: string }
  readonly stated: string | null
}

export interface CheckCfdiOptions {
  /**
   * How fine line limits are cut. `currency` (default): at centavos, what is asked of documents of others. `stated`: at
   * the decimals the amount is written with, the narrow reading of guide FAQ 41, what we ask of our own.
   */
  readonly limits?: 'currency' | 'stated'
}

/**
 * What the SAT would refuse in the arithmetic of a CFDI 4.0; an empty list when nothing.
 *
 * A check of its own, not the calculator run again with a tolerance: totals must be equal to the centavo, and only a
 * line's Importe and taxes have limits. Does not look at catalogues, seals or registers.
 *
 * @throws {MoneyError} `MONEY_NOT_A_NUMBER` an amount that is not written as the schema wants
 *
 * @example
 * checkCfdi({ SubTotal: '10.51', Total: '10.51', Conceptos: [{ Cantidad: '1', ValorUnitario: '10.50', Importe: '10.50', ObjetoImp: '01' }] }).map(({ code }) => code) // → ['CFDI40108']
 */
export function checkCfdi(document: CfdiDocument, options: CheckCfdiOptions = {}): CfdiFinding[] {
  const right = cfdiTotals(document.Conceptos)
  return [
    ...document.Conceptos.flatMap((line, index) => lineFindings(line, `Conceptos[${index}]`, options)),
    ...totalFindings(document, right),
    ...summaryFindings(document, right),
  ]
}

function totalFindings(document: CfdiDocument, right: CfdiTotals): CfdiFinding[] {
  const summary = document.Impuestos
  const findings = [
    equal('CFDI40108', 'SubTotal', right.SubTotal, document.SubTotal),
    equal('CFDI40111', 'Descuento', right.Descuento, document.Descuento),
  ]
  if (micros(document.Descuento) > micros(document.SubTotal)) {
    findings.push({
      code: 'CFDI40110',
      path: 'Descuento',
      expected: document.SubTotal,
      stated: document.Descuento ?? null,
    })
  }
  // from the figures stated, so that one wrong figure is one finding
  const total =
    micros(document.SubTotal) -
    micros(document.Descuento) +
    micros(summary?.TotalImpuestosTrasladados) -
    micros(summary?.TotalImpuestosRetenidos)
  findings.push(equal('CFDI40119', 'Total', sixDecimals(total), document.Total))
  return findings.filter((finding) => finding !== null)
}

function summaryFindings(document: CfdiDocument, { Impuestos: right }: CfdiTotals): CfdiFinding[] {
  const stated = document.Impuestos
  const retentions = stated?.Retenciones ?? []
  const transfers = stated?.Traslados ?? []
  const findings: (CfdiFinding | null)[] = [
    equal('CFDI40203', 'Impuestos.TotalImpuestosRetenidos', sumOf(retentions), stated?.TotalImpuestosRetenidos),
    equal('CFDI40205', 'Impuestos.TotalImpuestosTrasladados', sumOf(transfers), stated?.TotalImpuestosTrasladados),
    ...twice('CFDI40208', 'Impuestos.Retenciones', retentions, ({ Impuesto }) => Impuesto),
    ...twice('CFDI40218', 'Impuestos.Traslados', transfers, transferKey),
  ]
  for (const tax of new Set([...retentions, ...(right?.Retenciones ?? [])].map(({ Impuesto }) => Impuesto))) {
    const ofTax = ({ Impuesto }: { readonly Impuesto: string }) => Impuesto === tax
    const expected = right?.Retenciones?.find(ofTax)?.Importe
    findings.push(
      equal('CFDI40211', `Impuestos.Retenciones[${tax}].Importe`, expected, retentions.find(ofTax)?.Importe),
    )
  }
  for (const key of new Set([...transfers, ...(right?.Traslados ?? [])].map(transferKey))) {
    const ofKey = (transfer: CfdiTraslado) => transferKey(transfer) === key
    const expected = right?.Traslados?.find(ofKey)
    const found = transfers.find(ofKey)
    findings.push(
      equal('CFDI40215', `Impuestos.Traslados[${key.trim()}].Base`, expected?.Base, found?.Base),
      equal('CFDI40221', `Impuestos.Traslados[${key.trim()}].Importe`, expected?.Importe, found?.Importe),
    )
  }
  return findings.filter((finding) => finding !== null)
}

function lineFindings(line: CfdiConcepto, path: string, { limits }: CheckCfdiOptions): CfdiFinding[] {
  const digits = (text: string): number => (limits === 'stated' ? decimalText(text).decimals : 2)
  const within = (code: CfdiFinding['code'], at: string, stated: string, a: string, b: string, rate: boolean) => {
    const right = rate ? { rate: decimalText(b).units } : decimalText(b)
    const { lower, upper } = productLimits(decimalText(a), right, digits(stated))
    const amount = micros(stated)
    if (amount >= lower && amount <= upper) return []
    return [{ code, path: `${path}.${at}`, expected: { lower: sixDecimals(lower), upper: sixDecimals(upper) }, stated }]
  }
  const findings: CfdiFinding[] = within('CFDI40167', 'Importe', line.Importe, line.Cantidad, line.ValorUnitario, false)
  if (micros(line.Descuento) > micros(line.Importe)) {
    findings.push({
      code: 'CFDI40169',
      path: `${path}.Descuento`,
      expected: line.Importe,
      stated: line.Descuento ?? null,
    })
  }
  const transfers = line.Impuestos?.Traslados ?? []
  const retentions = line.Impuestos?.Retenciones ?? []
  const taxed = transfers.length + retentions.length > 0
  if (line.ObjetoImp === '02' ? !taxed : taxed && (line.ObjetoImp === '01' || line.ObjetoImp === '03')) {
    const code = taxed ? 'CFDI40172' : 'CFDI40171'
    findings.push({ code, path: `${path}.Impuestos`, expected: null, stated: line.ObjetoImp })
  }
  const tax = (
    at: string,
    of: CfdiTraslado | CfdiRetencion,
    base: CfdiFinding['code'],
    amount: CfdiFinding['code'],
  ) => {
    if (micros(of.Base) === 0n)
      findings.push({ code: base, path: `${path}.${at}.Base`, expected: '0.000001', stated: of.Base })
    if (of.TasaOCuota === undefined || of.Importe === undefined) return
    findings.push(...within(amount, `${at}.Importe`, of.Importe, of.Base, of.TasaOCuota, true))
  }
  for (const [index, transfer] of transfers.entries()) {
    const at = `Impuestos.Traslados[${index}]`
    const rated = transfer.TasaOCuota !== undefined && transfer.Importe !== undefined
    const bare = transfer.TasaOCuota === undefined && transfer.Importe === undefined
    const wrong = transfer.TipoFactor === 'Exento' ? !bare : !rated
    if (wrong) {
      const code = transfer.TipoFactor === 'Exento' ? 'CFDI40177' : 'CFDI40178'
      findings.push({ code, path: `${path}.${at}`, expected: null, stated: transfer.TasaOCuota ?? null })
    }
    tax(at, transfer, 'CFDI40174', 'CFDI40180')
  }
  for (const [index, retention] of retentions.entries()) {
    tax(`Impuestos.Retenciones[${index}]`, retention, 'CFDI40181', 'CFDI40186')
  }
  return findings
}

const micros = (text: string | undefined): bigint => (text === undefined ? 0n : decimalText(text).units)

/** Σ Importe, or undefined when none has one: the total is then absent. */
function sumOf(parts: readonly { readonly Importe?: string }[]): string | undefined {
  const amounts = parts.flatMap(({ Importe }) => (Importe === undefined ? [] : [micros(Importe)]))
  return amounts.length === 0 ? undefined : sixDecimals(amounts.reduce((all, amount) => all + amount, 0n))
}

function equal(code: CfdiFinding['code'], path: string, expected: string | undefined, stated: string | undefined) {
  const same =
    expected === undefined || stated === undefined ? expected === stated : amountOf(expected) === amountOf(stated)
  if (same) return null
  return { code, path, expected: expected === undefined ? null : trimmed(expected), stated: stated ?? null }
}

/** A total worked out from wrong figures may be below zero, which no stated one can. */
const amountOf = (text: string): bigint => (text.startsWith('-') ? -decimalText(text.slice(1)).units : micros(text))
const trimmed = (text: string): string => text.replace(/(\.\d\d)0+$/, '$1')

function twice<Part>(
  code: CfdiFinding['code'],
  path: string,
  parts: readonly Part[],
  keyOf: (part: Part) => string,
): CfdiFinding[] {
  const seen = new Set<string>()
  return parts.flatMap((part, index) => {
    const key = keyOf(part)
    if (!seen.has(key)) return seen.add(key) && []
    return [{ code, path: `${path}[${index}]`, expected: null, stated: key.trim() }]
  })
}
