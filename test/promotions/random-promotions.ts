import fc from 'fast-check'
import type { PromotableBasket, PromotionCandidate } from '../../src/pricing.ts'
import { aBasket, aCandidate } from './a-candidate.ts'

/** Few prices and few dishes, so that they tie; some of nothing. */
const price = fc.oneof(
  fc.constantFrom('0.00', '0.01', '10.00', '33.33', '49.90'),
  fc.integer({ min: 0, max: 300_000 }).map((n) => (n / 100).toFixed(2)),
)
const amount = fc.integer({ min: 1, max: 60_000 }).map((n) => (n / 100).toFixed(2))
const percent = fc.oneof(
  fc.constantFrom('1', '0.5', '0.125'),
  fc.integer({ min: 1, max: 1_000_000 }).map((n) => (n / 1e6).toFixed(6)),
)
const quantity = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 30 }))

export function someBasket(items: readonly string[]): fc.Arbitrary<PromotableBasket> {
  const line = fc.tuple(fc.constantFrom(...items), quantity, price)
  return fc.tuple(fc.array(line, { minLength: 1, maxLength: 8 }), price).map(([lines, fee]) => aBasket(lines, fee))
}

export function someCandidate(items: readonly string[]): fc.Arbitrary<PromotionCandidate> {
  const rules = fc.record({
    promotionId: fc.uuid({ version: 7 }),
    minSubtotal: fc.option(amount, { nil: '0' }),
    stackingGroup: fc.constantFrom('order', 'delivery', 'extra', 'club'),
    priority: fc.integer({ min: 0, max: 3 }),
    budgetLeft: fc.option(amount, { freq: 4 }),
    itemIds: fc.option(fc.subarray([...items], { minLength: 1 })),
    fundedBy: fc.constantFrom('restaurant' as const, 'platform' as const),
  })
  const maxDiscount = fc.option(amount)
  const terms = fc.oneof(
    fc.record({ kind: fc.constant('percent' as const), percentOff: percent, maxDiscount }),
    fc.record({ kind: fc.constant('amount' as const), amountOff: amount }),
    fc.record({ kind: fc.constant('free_delivery' as const), maxDiscount }),
    buyXGetYTerms,
  )
  return fc.tuple(rules, terms).map(([rule, term]) => aCandidate({ ...rule, ...term }))
}

/** Terms of a buy-X-get-Y. */
export const buyXGetYTerms = fc.record({
  kind: fc.constant('buy_x_get_y' as const),
  percentOff: percent,
  buyQuantity: fc.integer({ min: 1, max: 4 }),
  getQuantity: fc.integer({ min: 1, max: 3 }),
  maxDiscount: fc.option(amount, { freq: 3 }),
})
