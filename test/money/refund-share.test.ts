import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { priceBasket, type PricedItem, refundShare } from '../../src/pricing.ts'
import { type Money, money, rate, sum } from '../../src/money.ts'
import { basketFromWords } from './basket-from-words.ts'
import { cases, holds, seedWords } from './property.ts'

const figures = ['gross', 'discount', 'total', 'taxable', 'base', 'iva', 'ieps'] as const
const plain = (item: PricedItem) => ({
  ...Object.fromEntries(figures.map((figure) => [figure, item[figure].toString()])),
  taxes: item.taxes.map((tax) => [tax.kind, tax.base.toString(), 'amount' in tax ? tax.amount.toString() : null]),
  discounts: item.discounts.map(({ amount }) => amount.toString()),
})
const total = (items: readonly PricedItem[], of: (item: PricedItem) => Money) => sum(items.map(of)).toString()

describe('refundShare', () => {
  test('the refunds of a line add up to it in every figure, whatever their sizes', () => {
    holds(
      fc.property(seedWords(4), fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 6 }), (words, sizes) => {
        for (const line of priceBasket(basketFromWords(words, 'ieps').input).lines) {
          const refunds: PricedItem[] = []
          let before = 0
          for (const size of [...sizes, 6]) {
            const left = Number(line.quantity) - before
            const now = Math.min(size, left)
            if (now === 0) break
            const refund = refundShare(line, String(now), String(before))
            for (const figure of figures) if (refund[figure].isNeg()) expect.unreachable(`${figure} is below zero`)
            refunds.push(refund)
            before += now
          }
          const added = {
            ...Object.fromEntries(figures.map((figure) => [figure, total(refunds, (refund) => refund[figure])])),
            taxes: line.taxes.map((tax, i) => [
              tax.kind,
              total(refunds, (refund) => refund.taxes[i]!.base),
              'amount' in tax ? total(refunds, (refund) => (refund.taxes[i] as typeof tax).amount) : null,
            ]),
            discounts: line.discounts.map((_, i) => total(refunds, (refund) => refund.discounts[i]!.amount)),
          }
          expect(added).toEqual(plain(line))
        }
      }),
      cases / 5,
    )
  })

  test('three thirds of 10.00 are 3.33, 3.34 and 3.33', () => {
    const [line] = priceBasket({
      lines: [
        {
          quantity: '3',
          unitPrice: money('4'),
          iva: rate('0.16'),
          discounts: [{ fundedBy: 'restaurant', amount: money('2') }],
        },
      ],
    }).lines
    const thirds = ['0', '1', '2'].map((before) => refundShare(line!, '1', before).total.toString())
    expect(thirds).toEqual(['3.33', '3.34', '3.33'])
  })

  test('the whole line is the line', () => {
    const [line] = priceBasket({ lines: [{ quantity: '0.335', unitPrice: money('189.90'), iva: rate('0.16') }] }).lines
    expect(plain(refundShare(line!, '0.335'))).toEqual(plain(line!))
  })

  test('refuses more than is left', () => {
    const [line] = priceBasket({ lines: [{ quantity: '2', unitPrice: money('4'), iva: 'exempt' }] }).lines
    const bad = expect.objectContaining({ code: 'MONEY_REFUND_EXCEEDS_LINE' })
    expect(() => refundShare(line!, '3')).toThrow(bad)
    expect(() => refundShare(line!, '1', '2')).toThrow(bad)
    expect(() => refundShare(line!, '0')).toThrow(expect.objectContaining({ code: 'MONEY_BAD_QUANTITY' }))
  })
})
