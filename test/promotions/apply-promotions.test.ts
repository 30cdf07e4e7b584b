import { describe, expect, test } from 'vitest'
import { applyPromotions } from '../../src/pricing.ts'
import { isMoneyError } from '../../src/money.ts'
import { aBasket, aCandidate } from './a-candidate.ts'

const [taco, agua] = ['taco', 'agua']
const dinner = aBasket(
  [
    [taco, 2, '18.50'],
    [agua, 1, '25.00'],
  ],
  '35.00',
)
const ids = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'] as const

/** `amount: line share, line share` of every adjustment. */
const given = (basket: typeof dinner, ...candidates: Parameters<typeof applyPromotions>[1]) =>
  applyPromotions(basket, candidates).adjustments.map(({ amount, shares }) =>
    [amount, ...shares.map((share) => `${share.lineNo}:${share.amount}`)].join(' '),
  )

describe('a promotion', () => {
  test('of an amount is shared over the lines to the centavo, and says who pays for it', () => {
    const terms = aCandidate({ promotionId: ids[0], fundedBy: 'platform', treatment: 'third-party-payment' })
    expect(applyPromotions(dinner, [terms])).toEqual({
      adjustments: [
        {
          adjustmentNo: 1,
          kind: 'promotion',
          promotionId: ids[0],
          couponId: null,
          name: 'Veinte pesos menos',
          fundedBy: 'platform',
          treatment: 'third-party-payment',
          stackingGroup: 'order',
          appliesTo: 'lines',
          amount: '20.00',
          // 20.00 over 37.00 and 25.00
          shares: [
            { lineNo: 1, amount: '11.94' },
            { lineNo: 2, amount: '8.06' },
          ],
        },
      ],
      refused: [],
    })
  })

  test('never takes off more than its dishes cost', () => {
    expect(given(dinner, aCandidate({ amountOff: '500.00' }))).toEqual(['62.00 1:37.00 2:25.00'])
    expect(given(dinner, aCandidate({ amountOff: '500.00', itemIds: [agua] }))).toEqual(['25.00 2:25.00'])
  })

  test('of a percentage is rounded once, half a centavo up', () => {
    const flan = aBasket([[taco, 1, '49.90']])
    // 6.2375
    expect(given(flan, aCandidate({ kind: 'percent', percentOff: '0.125' }))).toEqual(['6.24 1:6.24'])
    const three = aBasket([
      [taco, 1, '0.05'],
      [taco, 1, '0.05'],
      [taco, 1, '0.05'],
    ])
    // Each by itself 0.025, up to 0.03: 0.09. Together 0.075: 0.08.
    expect(given(three, aCandidate({ kind: 'percent', percentOff: '0.5' }))).toEqual(['0.08 1:0.03 2:0.03 3:0.02'])
  })

  test('stops at its maximum', () => {
    const terms = { kind: 'percent', percentOff: '0.5', maxDiscount: '10.00' } as const
    expect(given(dinner, aCandidate(terms))).toEqual(['10.00 1:5.97 2:4.03'])
    expect(given(dinner, aCandidate({ kind: 'free_delivery', maxDiscount: '30.00' }))).toEqual(['30.00'])
  })

  test('of free delivery takes off the fee, and nothing where nothing is delivered', () => {
    const free = aCandidate({ promotionId: ids[0], kind: 'free_delivery', stackingGroup: 'delivery' })
    expect(applyPromotions(dinner, [free]).adjustments).toMatchObject([
      { appliesTo: 'delivery', amount: '35.00', shares: [] },
    ])
    const refused = [{ promotionId: ids[0], couponId: null, code: null, reason: 'nothing_to_lower' }]
    expect(applyPromotions(aBasket([[taco, 1, '10']]), [free])).toEqual({ adjustments: [], refused })
  })

  test('is held against the whole order before every discount, and reaches its minimum', () => {
    const only = { itemIds: [agua], stackingGroup: 'other' }
    expect(given(dinner, aCandidate(), aCandidate({ ...only, minSubtotal: '62.00' }))).toHaveLength(2)
    const code = { couponId: ids[1], code: 3 }
    expect(applyPromotions(dinner, [aCandidate({ ...code, promotionId: ids[0], minSubtotal: '62.01' })])).toEqual({
      adjustments: [],
      refused: [{ ...code, promotionId: ids[0], reason: 'below_minimum' }],
    })
  })

  test('is not given in part when its budget does not pay for it', () => {
    const { adjustments, refused } = applyPromotions(dinner, [aCandidate({ budgetLeft: '19.99' })])
    expect(adjustments).toEqual([])
    expect(refused).toMatchObject([{ reason: 'budget_too_small' }])
    expect(given(dinner, aCandidate({ budgetLeft: '20.00' }))).toHaveLength(1)
  })

  test('wants whole centavos', () => {
    expect(() => applyPromotions(aBasket([[taco, 1, '0.001']]), [])).toThrow(
      expect.toSatisfy((error) => isMoneyError(error, 'MONEY_NOT_CENTAVOS')),
    )
  })
})

describe('buy X get Y', () => {
  const twoForOne = aCandidate({ kind: 'buy_x_get_y' })
  test.for<[what: string, lines: Parameters<typeof aBasket>[0], given: string[]]>([
    ['one of two alike', [[taco, 2, '18.50']], ['18.50 1:18.50']],
    ['one of three', [[taco, 3, '18.50']], ['18.50 1:18.50']],
    ['nothing of one', [[taco, 1, '18.50']], []],
    [
      'the cheaper of each pair, dear ones first',
      [
        [agua, 1, '25.00'],
        [taco, 2, '18.50'],
        ['flan', 1, '49.90'],
      ],
      ['43.50 1:25.00 2:18.50'],
    ],
  ])('two for one gives %s', ([, lines, expected]) => {
    expect(given(aBasket(lines), twoForOne)).toEqual(expected)
  })

  test('of three with the third at half price, over several lines', () => {
    const terms = aCandidate({ kind: 'buy_x_get_y', buyQuantity: 2, getQuantity: 1, percentOff: '0.5' })
    const lines = aBasket([
      [taco, 4, '10.01'],
      [agua, 3, '7.00'],
    ])
    // Tacos 1 2 3, then taco 4 and two aguas; the third agua is in no whole group. 10.01 and 7.00 at half: 8.505.
    expect(given(lines, terms)).toEqual(['8.51 1:5.01 2:3.50'])
  })

  test('counts eligible units only', () => {
    expect(given(dinner, aCandidate({ kind: 'buy_x_get_y', itemIds: [taco] }))).toEqual(['18.50 1:18.50'])
  })

  test('behind another promotion gives its part of what that left', () => {
    const half = aCandidate({ kind: 'percent', percentOff: '0.5', priority: 1, stackingGroup: 'half' })
    // 100.00 for two, 50.00 left: the second of them is 25.00, not the 50.00 that would leave nothing.
    expect(given(aBasket([[taco, 2, '50.00']]), twoForOne, half)).toEqual(['50.00 1:50.00', '25.00 1:25.00'])
  })
})

describe('of several promotions', () => {
  test('each group gives the one that is best, and of two alike that with the lower id', () => {
    const [first, second] = [aCandidate({ promotionId: ids[0] }), aCandidate({ promotionId: ids[1] })]
    const better = aCandidate({ amountOff: '20.01' })
    expect(applyPromotions(dinner, [second, first])).toMatchObject({
      adjustments: [{ promotionId: ids[0] }],
      refused: [{ promotionId: ids[1], reason: 'outweighed' }],
    })
    expect(applyPromotions(dinner, [first, better, second]).adjustments).toMatchObject([
      { promotionId: better.promotionId },
    ])
  })

  test('one code is used of two of the same promotion', () => {
    const of = (code: number) => aCandidate({ promotionId: ids[0], couponId: ids[code] ?? null, code })
    expect(applyPromotions(dinner, [of(1), of(0)])).toMatchObject({
      adjustments: [{ kind: 'coupon', couponId: ids[0] }],
      refused: [{ code: 1, reason: 'outweighed' }],
    })
  })

  test('a later one sees what is left: by priority, then by id', () => {
    const tenth = { kind: 'percent', percentOff: '0.1' } as const
    const lines = aBasket([[taco, 1, '100.00']])
    const [one, other] = [
      aCandidate({ ...tenth, promotionId: ids[0], stackingGroup: 'a' }),
      aCandidate({ ...tenth, promotionId: ids[1], stackingGroup: 'b' }),
    ]
    expect(given(lines, other, one)).toEqual(['10.00 1:10.00', '9.00 1:9.00'])
    const first = { ...other, priority: 1 }
    expect(applyPromotions(lines, [one, first]).adjustments.map(({ promotionId }) => promotionId)).toEqual([
      ids[1],
      ids[0],
    ])
  })

  test('one is refused when those before it left nothing', () => {
    const all = aCandidate({ kind: 'percent', percentOff: '1', priority: 1, stackingGroup: 'all' })
    expect(applyPromotions(dinner, [aCandidate({ promotionId: ids[0] }), all])).toMatchObject({
      adjustments: [{ amount: '62.00' }],
      refused: [{ promotionId: ids[0], reason: 'nothing_to_lower' }],
    })
  })
})
