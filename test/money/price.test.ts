import { describe, expect, test } from 'vitest'
import { type BasketInput, cfdiLines, cfdiTotals, priceBasket } from '../../src/pricing.ts'
import { money, rate, zero } from '../../src/money.ts'

const iva = rate('0.16')
const line = { quantity: '1', unitPrice: money('116'), iva }

describe('priceBasket', () => {
  test('a dinner: modifiers, a line discount, a coupon, a fee, a tip and cash', () => {
    const basket = priceBasket({
      lines: [
        { id: 'tacos', quantity: '2', unitPrice: money('58.00'), iva },
        {
          id: 'agua',
          quantity: 3n,
          unitPrice: money('19.90'),
          iva,
          modifiers: [{ unitPrice: money('2.50'), quantity: '2' }],
          discounts: [{ id: '10off', fundedBy: 'restaurant', rate: rate('0.10') }],
        },
      ],
      discounts: [{ id: 'HOLA50', fundedBy: 'platform', amount: money('50') }],
      fees: [{ kind: 'delivery', amount: money('35'), iva }],
      tip: money('20'),
      cash: { step: '0.50' },
    })
    expect(basket).toEqual({
      prices: 'gross',
      lines: [
        {
          id: 'tacos',
          quantity: '2',
          unitPrice: money('58'),
          gross: money('116'),
          discount: money('31.65'),
          total: money('84.35'),
          taxable: money('84.35'),
          base: money('72.715517'),
          iva: money('11.634483'),
          ieps: zero,
          taxes: [{ kind: 'iva', rate: iva, base: money('72.715517'), amount: money('11.634483') }],
          discounts: [{ id: 'HOLA50', fundedBy: 'platform', amount: money('31.65') }],
        },
        {
          id: 'agua',
          quantity: '3',
          unitPrice: money('24.9'),
          gross: money('74.7'),
          discount: money('25.82'),
          total: money('48.88'),
          taxable: money('48.88'),
          base: money('42.137931'),
          iva: money('6.742069'),
          ieps: zero,
          taxes: [{ kind: 'iva', rate: iva, base: money('42.137931'), amount: money('6.742069') }],
          discounts: [
            { id: '10off', fundedBy: 'restaurant', amount: money('7.47') },
            { id: 'HOLA50', fundedBy: 'platform', amount: money('18.35') },
          ],
        },
      ],
      fees: [
        {
          kind: 'delivery',
          gross: money('35'),
          discount: zero,
          total: money('35'),
          taxable: money('35'),
          base: money('30.172414'),
          iva: money('4.827586'),
          ieps: zero,
          taxes: [{ kind: 'iva', rate: iva, base: money('30.172414'), amount: money('4.827586') }],
          discounts: [],
        },
      ],
      totals: {
        subtotal: money('190.7'),
        discount: money('57.47'),
        fees: money('35'),
        tip: money('20'),
        total: money('188.23'),
        taxes: [{ kind: 'iva', rate: iva, base: money('145.03'), amount: money('23.2') }],
        fundedBy: { restaurant: money('7.47'), platform: money('50') },
      },
      cash: { cash: money('188'), adjustment: money('-0.23') },
    })
  })

  test('net prices carry their taxes on top, at 6 decimals until the totals', () => {
    const { lines, totals } = priceBasket({
      prices: 'net',
      lines: [
        {
          quantity: '3.141649',
          unitPrice: money('1230.00'),
          iva,
          discounts: [{ fundedBy: 'restaurant', amount: money('864.10') }],
        },
      ],
    })
    expect([lines[0]!.gross, lines[0]!.total, lines[0]!.iva].map(String)).toEqual([
      '3864.22827',
      '3000.12827',
      '480.020523',
    ])
    expect([totals.subtotal, totals.discount, totals.total].map(String)).toEqual(['3864.23', '864.1', '3480.15'])
  })

  test('exempt and 0 % are two entries of the receipt', () => {
    const { totals } = priceBasket({ lines: [line, { ...line, iva: rate('0') }, { ...line, iva: 'exempt' }] })
    expect(totals.taxes).toEqual([
      { kind: 'iva', rate: iva, base: money('100'), amount: money('16') },
      { kind: 'iva', rate: rate('0'), base: money('116'), amount: zero },
      { kind: 'iva-exempt', base: money('116') },
    ])
  })

  test('IEPS is inside the base of IVA, by rate and by litre', () => {
    const { lines } = priceBasket({
      prices: 'net',
      lines: [
        {
          quantity: '2',
          unitPrice: money('50'),
          iva,
          ieps: [
            { kind: 'rate', rate: rate('0.08') },
            { kind: 'quota', perLitre: money('3.0818'), litres: '0.6' },
          ],
        },
      ],
    })
    expect(lines[0]!.taxes).toEqual([
      { kind: 'ieps', rate: rate('0.08'), base: money('100'), amount: money('8') },
      { kind: 'ieps-quota', perLitre: money('3.0818'), base: money('1.2'), amount: money('3.69816') },
      { kind: 'iva', rate: iva, base: money('111.69816'), amount: money('17.871706') },
    ])
  })

  test('IEPS inside a shown price comes out again', () => {
    const ieps = [{ kind: 'quota', perLitre: money('3.0818'), litres: '0.6' }] as const
    const [drink] = priceBasket({ lines: [{ quantity: '2', unitPrice: money('25'), iva, ieps }] }).lines
    expect([drink!.base, drink!.ieps, drink!.iva].map(String)).toEqual(['39.405288', '3.69816', '6.896552'])
    expect(drink!.base.plus(drink!.ieps).plus(drink!.iva)).toEqual(money('50'))
  })

  test('no discount is larger than what it is taken from', () => {
    const { lines, totals } = priceBasket({
      lines: [{ ...line, discounts: [{ fundedBy: 'restaurant', amount: money('500') }] }, line],
      discounts: [{ fundedBy: 'platform', amount: money('900') }],
    })
    expect(lines.map(({ total }) => total)).toEqual([zero, zero])
    expect(totals.fundedBy).toEqual({ restaurant: money('116'), platform: money('116') })
    expect(totals.total).toEqual(zero)
  })

  test("a third party's payment leaves the taxes of the restaurant as they were", () => {
    const basket = priceBasket({
      lines: [line],
      discounts: [{ fundedBy: 'platform', treatment: 'third-party-payment', amount: money('16') }],
    })
    const [only] = basket.lines
    expect([only!.total, only!.taxable, only!.base, only!.iva].map(String)).toEqual(['100', '116', '100', '16'])
    expect(basket.totals.total).toEqual(money('100'))
    expect(cfdiTotals(cfdiLines(basket.lines).Conceptos).Total).toBe('116.00')
  })

  test('a tip is in no discount and in no tax', () => {
    const all = { fundedBy: 'restaurant', rate: rate('1') } as const
    const { totals } = priceBasket({ lines: [line], discounts: [all], tip: money('30') })
    expect([totals.total, totals.tip].map(String)).toEqual(['30', '30'])
    expect(totals.taxes).toEqual([{ kind: 'iva', rate: iva, base: zero, amount: zero }])
  })

  test('an empty basket costs nothing', () => {
    const { totals } = priceBasket({ lines: [], discounts: [{ fundedBy: 'platform', amount: money('5') }] })
    expect([totals.total, totals.discount]).toEqual([zero, zero])
  })

  test('weighed goods round to the centavo once', () => {
    const { lines } = priceBasket({ lines: [{ quantity: '0.335', unitPrice: money('189.90'), iva }] })
    expect(lines[0]!.gross.toString()).toBe('63.62')
  })

  test.for<[string, Partial<BasketInput>, string]>([
    ['a quantity of nothing', { lines: [{ ...line, quantity: '0' }] }, 'MONEY_BAD_QUANTITY'],
    ['a negative quantity', { lines: [{ ...line, quantity: '-1' }] }, 'MONEY_BAD_QUANTITY'],
    ['a quantity with 7 decimals', { lines: [{ ...line, quantity: '1.0000001' }] }, 'MONEY_BAD_QUANTITY'],
    ['a price below zero', { lines: [{ ...line, unitPrice: money('-1') }] }, 'MONEY_NEGATIVE'],
    [
      'a modifier that takes more than the price',
      { lines: [{ ...line, modifiers: [{ unitPrice: money('-200') }] }] },
      'MONEY_NEGATIVE',
    ],
    ['a discount below zero', { discounts: [{ fundedBy: 'platform', amount: money('-1') }] }, 'MONEY_NEGATIVE'],
    ['a fee below zero', { fees: [{ kind: 'service', amount: money('-1'), iva }] }, 'MONEY_NEGATIVE'],
    ['a tip below zero', { tip: money('-1') }, 'MONEY_NEGATIVE'],
    ['a tip of half a centavo', { tip: money('0.005') }, 'MONEY_NOT_CENTAVOS'],
    [
      'a discount of half a centavo',
      { discounts: [{ fundedBy: 'platform', amount: money('0.005') }] },
      'MONEY_NOT_CENTAVOS',
    ],
    [
      'a line beyond 18 digits',
      { lines: [{ ...line, quantity: '999999999', unitPrice: money('999999999999') }] },
      'MONEY_OUT_OF_RANGE',
    ],
    [
      'a quota above its price',
      { lines: [{ ...line, unitPrice: money('1'), ieps: [{ kind: 'quota', perLitre: money('3'), litres: '2' }] }] },
      'MONEY_BAD_BASKET',
    ],
  ])('refuses %s', ([, input, code]) => {
    expect(() => priceBasket({ lines: [line], ...input })).toThrow(expect.objectContaining({ code }))
  })
})
