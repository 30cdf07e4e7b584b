/**
 * The arithmetic part of a CFDI 4.0, in the attribute names of Anexo 20, so that it maps to the XML one to one. Amounts
 * are text, because the SAT counts decimals as they are written.
 */
export interface CfdiDocument extends CfdiTotals {
  readonly Conceptos: readonly CfdiConcepto[]
}

export interface CfdiTotals {
  readonly SubTotal: string
  /** Present exactly when a line has one. */
  readonly Descuento?: string
  readonly Total: string
  readonly Impuestos?: CfdiImpuestos
}

export interface CfdiImpuestos {
  readonly TotalImpuestosTrasladados?: string
  readonly TotalImpuestosRetenidos?: string
  readonly Traslados?: readonly CfdiTraslado[]
  readonly Retenciones?: readonly CfdiRetencionTotal[]
}

export interface CfdiConcepto {
  readonly Cantidad: string
  readonly ValorUnitario: string
  readonly Importe: string
  readonly Descuento?: string
  /** 01 not an object of tax · 02 yes · 03 yes, not itemised · 04 yes, no tax caused */
  readonly ObjetoImp: string
  readonly Impuestos?: {
    readonly Traslados?: readonly CfdiTraslado[]
    readonly Retenciones?: readonly CfdiRetencion[]
  }
}

/** 001 ISR · 002 IVA · 003 IEPS */
export type CfdiTaxKey = '001' | '002' | '003'

export interface CfdiTraslado {
  readonly Base: string
  readonly Impuesto: CfdiTaxKey
  readonly TipoFactor: 'Tasa' | 'Cuota' | 'Exento'
  /** 6 decimals; absent when exempt, as is Importe. */
  readonly TasaOCuota?: string
  readonly Importe?: string
}

export interface CfdiRetencion {
  readonly Base: string
  readonly Impuesto: CfdiTaxKey
  readonly TipoFactor: 'Tasa' | 'Cuota'
  readonly TasaOCuota: string
  readonly Importe: string
}

/** The summary has one per tax, without base and rate. */
export interface CfdiRetencionTotal {
  readonly Impuesto: CfdiTaxKey
  readonly Importe: string
}
