import { describe, expect, test } from 'vitest'
import {
  type CfdiConcepto,
  type CfdiDocument,
  cfdiLines,
  cfdiTotals,
  checkCfdi,
  priceBasket,
} from '../../src/pricing.ts'
import { money, multiply, rate, round } from '../../src/money.ts'

const iva = rate('0.16')

/** A line of one piece with a rate of IVA. */
function line(amount: string, tax: string, base = amount): CfdiConcepto {
  const transfer = { Base: base, Impuesto: '002', TipoFactor: 'Tasa', TasaOCuota: '0.160000', Importe: tax } as const
  return {
    Cantidad: '1',
    ValorUnitario: amount,
    Importe: amount,
    ObjetoImp: '02',
    Impuestos: { Traslados: [transfer] },
  }
}

/** SAT, "Guía de llenado de los CFDI" 4.0: the worked examples, with their page. */
describe('the examples of the SAT guide', () => {
  test('p. 24: 3.141649 × 1230.00 is 3864.22827, less a discount of 864.10', () => {
    expect(multiply(money('1230.00'), '3.141649').toString()).toBe('3864.22827')
    const concepto = {
      Cantidad: '3.141649',
      ValorUnitario: '1230.00',
      Importe: '3864.22827',
      Descuento: '864.10',
      ObjetoImp: '01',
    }
    const totals = cfdiTotals([concepto])
    expect(totals).toEqual({ SubTotal: '3864.23', Descuento: '864.10', Total: '3000.13' })
    expect(checkCfdi({ ...totals, Conceptos: [concepto] })).toEqual([])
  })

  test('p. 36: 15,000 with IVA 2,400, ISR 10 % 1,500 and two thirds of IVA 1,600 retained', () => {
    const concepto: CfdiConcepto = {
      Cantidad: '1',
      ValorUnitario: '15000.00',
      Importe: '15000.00',
      ObjetoImp: '02',
      Impuestos: {
        Traslados: [
          { Base: '15000.00', Impuesto: '002', TipoFactor: 'Tasa', TasaOCuota: '0.160000', Importe: '2400.00' },
        ],
        Retenciones: [
          { Base: '15000.00', Impuesto: '001', TipoFactor: 'Tasa', TasaOCuota: '0.100000', Importe: '1500.00' },
          { Base: '15000.00', Impuesto: '002', TipoFactor: 'Tasa', TasaOCuota: '0.106667', Importe: '1600.00' },
        ],
      },
    }
    const totals = cfdiTotals([concepto])
    expect(totals).toEqual({
      SubTotal: '15000.00',
      Total: '14300.00',
      Impuestos: {
        TotalImpuestosTrasladados: '2400.00',
        TotalImpuestosRetenidos: '3100.00',
        Retenciones: [
          { Impuesto: '001', Importe: '1500.00' },
          { Impuesto: '002', Importe: '1600.00' },
        ],
        Traslados: [
          { Base: '15000.00', Impuesto: '002', TipoFactor: 'Tasa', TasaOCuota: '0.160000', Importe: '2400.00' },
        ],
      },
    })
    expect(checkCfdi({ ...totals, Conceptos: [concepto] })).toEqual([])
  })

  test('p. 36-37: IEPS 8 % of 15,000 is 1,200 and part of the base of IVA: 2,592, together 3,792', () => {
    const ieps = [{ kind: 'rate', rate: rate('0.08') }] as const
    const { lines } = priceBasket({ prices: 'net', lines: [{ quantity: '1', unitPrice: money('15000'), iva, ieps }] })
    const { Conceptos } = cfdiLines(lines, 'net')
    const totals = cfdiTotals(Conceptos)
    expect(totals.Impuestos).toEqual({
      TotalImpuestosTrasladados: '3792.00',
      Traslados: [
        { Base: '15000.00', Impuesto: '003', TipoFactor: 'Tasa', TasaOCuota: '0.080000', Importe: '1200.00' },
        { Base: '16200.00', Impuesto: '002', TipoFactor: 'Tasa', TasaOCuota: '0.160000', Importe: '2592.00' },
      ],
    })
    expect(checkCfdi({ ...totals, Conceptos })).toEqual([])
  })

  test('FAQ 37: four line taxes that add up to 0.7104 are 0.71', () => {
    const lines = ['0.1776', '0.1776', '0.1776', '0.1776'].map((tax) => line('1.11', tax))
    expect(cfdiTotals(lines).Impuestos?.TotalImpuestosTrasladados).toBe('0.71')
  })

  test('FAQ 38: zeros to 6 decimals or none are the same document', () => {
    expect(cfdiTotals([line('100.000000', '16.000000')])).toEqual(cfdiTotals([line('100', '16')]))
  })

  test('FAQ 41: 924.224956 may be stated as 924.22 or 924.23, and as nothing else', () => {
    const stated = (Importe: string) => {
      const lines = [{ Cantidad: '1.000000', ValorUnitario: '924.224956', Importe, ObjetoImp: '01' }]
      return checkCfdi({ ...cfdiTotals(lines), Conceptos: lines }).map(({ code }) => code)
    }
    expect(['924.21', '924.22', '924.224956', '924.23', '924.24'].map(stated)).toEqual([
      ['CFDI40167'],
      [],
      [],
      [],
      ['CFDI40167'],
    ])
  })
})

describe('checkCfdi', () => {
  const Conceptos = [line('10.000000', '1.600000'), { ...line('5.000000', '0.640000', '4.000000'), Descuento: '1.00' }]
  const right: CfdiDocument = { ...cfdiTotals(Conceptos), Conceptos }
  const sums = right.Impuestos!
  const transfer = sums.Traslados![0]!
  const retained = { Impuesto: '001', Importe: '1.00' } as const
  const first = (change: Partial<CfdiConcepto>) => ({
    ...right,
    Conceptos: [{ ...Conceptos[0]!, ...change }, Conceptos[1]!],
  })
  const taxed = (change: object) => {
    const Traslados = [{ ...Conceptos[0]!.Impuestos!.Traslados![0]!, ...change }] as const
    return first({ Impuestos: { Traslados } })
  }

  test('finds nothing in a right document', () => {
    expect(right).toMatchObject({ SubTotal: '15.00', Descuento: '1.00', Total: '16.24' })
    expect(checkCfdi(right, { limits: 'stated' })).toEqual([])
  })

  test.for<[string, CfdiDocument, string[]]>([
    ['a SubTotal off by a centavo', { ...right, SubTotal: '15.01', Total: '16.25' }, ['CFDI40108']],
    ['a discount off by a centavo', { ...right, Descuento: '1.01', Total: '16.23' }, ['CFDI40111']],
    ['a discount left out', (({ Descuento: _, ...rest }) => ({ ...rest, Total: '17.24' }))(right), ['CFDI40111']],
    ['a discount above the SubTotal', { ...right, Descuento: '15.01', Total: '2.23' }, ['CFDI40111', 'CFDI40110']],
    ['a Total off by a centavo', { ...right, Total: '16.25' }, ['CFDI40119']],
    [
      'a base off by a centavo',
      { ...right, Impuestos: { ...sums, Traslados: [{ ...transfer, Base: '14.01' }] } },
      ['CFDI40215'],
    ],
    [
      'a summary tax off by a centavo',
      { ...right, Impuestos: { ...sums, Traslados: [{ ...transfer, Importe: '2.25' }] } },
      ['CFDI40205', 'CFDI40221'],
    ],
    [
      'a total of transfers off by a centavo',
      { ...right, Impuestos: { ...sums, TotalImpuestosTrasladados: '2.25' }, Total: '16.25' },
      ['CFDI40205'],
    ],
    [
      'the same transfer twice',
      {
        ...right,
        Impuestos: { ...sums, TotalImpuestosTrasladados: '4.48', Traslados: [transfer, transfer] },
        Total: '18.48',
      },
      ['CFDI40218'],
    ],
    [
      'a retention no line has',
      { ...right, Impuestos: { ...sums, TotalImpuestosRetenidos: '1.00', Retenciones: [retained] }, Total: '15.24' },
      ['CFDI40211'],
    ],
    [
      'the same retention twice, with another total',
      {
        ...right,
        Impuestos: { ...sums, TotalImpuestosRetenidos: '1.00', Retenciones: [retained, retained] },
        Total: '15.24',
      },
      ['CFDI40203', 'CFDI40208', 'CFDI40211'],
    ],
    ['a line beyond its limits', first({ ValorUnitario: '9.500000', Cantidad: '1.000000' }), ['CFDI40167']],
    ['a line with more discount than price', first({ Descuento: '10.01' }), ['CFDI40169', 'CFDI40111']],
    [
      'an object of tax without taxes',
      (({ Impuestos: _, ...rest }) => ({ ...right, Conceptos: [rest, Conceptos[1]!] }))(Conceptos[0]!),
      ['CFDI40171', 'CFDI40215', 'CFDI40221'],
    ],
    ['taxes on what is no object of tax', first({ ObjetoImp: '01' }), ['CFDI40172']],
    [
      'an exempt transfer with a rate',
      taxed({ TipoFactor: 'Exento' }),
      ['CFDI40177', 'CFDI40215', 'CFDI40221', 'CFDI40215', 'CFDI40221'],
    ],
    ['a line tax beyond its limits', taxed({ Importe: '1.700000' }), ['CFDI40180', 'CFDI40221']],
  ])('names %s', ([, document, codes]) => {
    expect(
      checkCfdi(document)
        .map(({ code }) => code)
        .filter((code) => code !== 'CFDI40205' || codes.includes(code)),
    ).toEqual(codes)
  })

  test('states the figure and what it should be', () => {
    expect(checkCfdi({ ...right, Total: '16.25' })).toEqual([
      { code: 'CFDI40119', path: 'Total', expected: '16.24', stated: '16.25' },
    ])
  })

  test('refuses an amount the schema refuses', () => {
    expect(() => checkCfdi({ ...right, Total: '1e2' })).toThrow(expect.objectContaining({ code: 'MONEY_NOT_A_NUMBER' }))
  })
})

describe('cfdiLines', () => {
  test('360.00 with 53 % IEPS and 16 % IVA is invoiced as 360.00, not 360.01', () => {
    const ieps = [{ kind: 'rate', rate: rate('0.53') }] as const
    const { lines } = priceBasket({ lines: [{ quantity: '1', unitPrice: money('360'), iva, ieps }] })
    const { Conceptos, rounding, moved } = cfdiLines(lines)
    expect(round(rounding, 2, 'half-up').toFixed(2)).toBe('0.00')
    expect(moved.map(({ line: place, by }) => [place, by.abs().lt('0.005')])).toEqual([[0, true]])
    const totals = cfdiTotals(Conceptos)
    expect(totals.Total).toBe('360.00')
    expect(checkCfdi({ ...totals, Conceptos }, { limits: 'stated' })).toEqual([])
  })

  test('a free line is left out, and one discounted to nothing causes no tax', () => {
    const { lines } = priceBasket({
      lines: [
        { quantity: '1', unitPrice: money('0'), iva },
        { quantity: '1', unitPrice: money('20'), iva, discounts: [{ fundedBy: 'restaurant', rate: rate('1') }] },
        { quantity: '1', unitPrice: money('116'), iva },
      ],
    })
    const { Conceptos } = cfdiLines(lines)
    expect(Conceptos.map(({ ObjetoImp, Importe, Descuento }) => [ObjetoImp, Importe, Descuento])).toEqual([
      ['04', '20.000000', '20.00'],
      ['02', '100.000000', undefined],
    ])
    expect(checkCfdi({ ...cfdiTotals(Conceptos), Conceptos })).toEqual([])
    expect(cfdiTotals(Conceptos).Total).toBe('116.00')
  })

  test('an exempt line has a base and neither rate nor amount', () => {
    const { lines } = priceBasket({ lines: [{ quantity: '1', unitPrice: money('50'), iva: 'exempt' }] })
    const { Conceptos } = cfdiLines(lines)
    expect(cfdiTotals(Conceptos)).toEqual({
      SubTotal: '50.00',
      Total: '50.00',
      Impuestos: { Traslados: [{ Base: '50.00', Impuesto: '002', TipoFactor: 'Exento' }] },
    })
    expect(checkCfdi({ ...cfdiTotals(Conceptos), Conceptos })).toEqual([])
  })
})
