import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '../../src/index.ts'
import { applyPromotions, type PromotableBasket } from '../../src/pricing.ts'
import { holds, patience } from '../money/property.ts'
import { aCandidate } from './a-candidate.ts'
import { buyXGetY, centavos } from './promotion-oracle.ts'
import { buyXGetYTerms, someBasket, someCandidate } from './random-promotions.ts'

const cases = Number(process.env['PROMOTION_CASES'] ?? 2_000)
const items = [newId(), newId(), newId()]

const candidates = fc.uniqueArray(someCandidate(items), { maxLength: 7, selector: ({ promotionId }) => promotionId })

const grossOf = ({ lines }: PromotableBasket) =>
  lines.map(({ quantity, unitPrice }) => centavos(unitPrice.toFixed(2)) * BigInt(quantity))
const total = (amounts: readonly bigint[]) => amounts.reduce((all, one) => all + one, 0n)

describe('whatever the basket and the promotions are,', { timeout: patience }, () => {
  test('shares are more than nothing, add up to the amount, and never take more than there is', () => {
    holds(
      fc.property(someBasket(items), candidates, (basket, all) => {
        const { adjustments } = applyPromotions(basket, all)
        const left = grossOf(basket)
        let fee = centavos(basket.deliveryFee.toFixed(2))
        for (const [i, { adjustmentNo, amount, appliesTo, shares }] of adjustments.entries()) {
          expect(adjustmentNo).toBe(i + 1)
          expect(amount).toMatch(/^\d+\.\d\d$/)
          const off = centavos(amount)
          expect(off > 0n).toBe(true)
          if (appliesTo === 'delivery') {
            expect(shares).toEqual([])
            fee -= off
            continue
          }
          expect(total(shares.map((share) => centavos(share.amount)))).toBe(off)
          for (const share of shares) {
            expect(centavos(share.amount) > 0n).toBe(true)
            left[share.lineNo - 1] = (left[share.lineNo - 1] ?? -1n) - centavos(share.amount)
          }
        }
        expect([...left, fee].filter((rest) => rest < 0n)).toEqual([])
      }),
      cases,
    )
  })

  test('none gives more than its terms and its budget, nor to a dish that it is not for', () => {
    holds(
      fc.property(someBasket(items), candidates, (basket, all) => {
        for (const { promotionId, amount, shares } of applyPromotions(basket, all).adjustments) {
          const terms = all.find((one) => one.promotionId === promotionId)
          for (const most of [terms?.amountOff, terms?.maxDiscount, terms?.budgetLeft]) {
            if (most !== null && most !== undefined) expect(centavos(amount) <= centavos(most)).toBe(true)
          }
          expect(total(grossOf(basket)) >= centavos(terms?.minSubtotal ?? '')).toBe(true)
          const dishes = shares.map(({ lineNo }) => basket.lines[lineNo - 1]?.itemId ?? '')
          expect(dishes.filter((dish) => terms?.itemIds?.includes(dish) === false)).toEqual([])
        }
      }),
      cases,
    )
  })

  test('each is given or refused, one of a group at most, and none of the group gives more by itself', () => {
    holds(
      fc.property(someBasket(items), candidates, (basket, all) => {
        const { adjustments, refused } = applyPromotions(basket, all)
        const answered = [...adjustments, ...refused].map(({ promotionId }) => promotionId)
        expect(answered.toSorted()).toEqual(all.map(({ promotionId }) => promotionId).toSorted())
        const groups = adjustments.map(({ stackingGroup }) => stackingGroup)
        expect(new Set(groups).size).toBe(groups.length)
        const alone = (id: string) => {
          const [one] = applyPromotions(
            basket,
            all.filter(({ promotionId }) => promotionId === id),
          ).adjustments
          return centavos(one?.amount ?? '0')
        }
        for (const { promotionId, stackingGroup } of adjustments) {
          const rivals = all.filter((one) => one.stackingGroup === stackingGroup)
          expect(rivals.filter((rival) => alone(rival.promotionId) > alone(promotionId))).toEqual([])
        }
      }),
      cases / 5,
    )
  })

  test('neither the order of the promotions nor that of the lines matters', () => {
    const shuffled = fc.tuple(someBasket(items), candidates).chain(([basket, all]) =>
      fc.record({
        basket: fc.constant(basket),
        all: fc.constant(all),
        lines: fc.shuffledSubarray([...basket.lines], { minLength: basket.lines.length }),
        others: fc.shuffledSubarray(all, { minLength: all.length }),
      }),
    )
    holds(
      fc.property(shuffled, ({ basket, all, lines, others }) => {
        expect(applyPromotions({ ...basket, lines }, others)).toEqual(applyPromotions(basket, all))
      }),
      cases / 5,
    )
  })

  test('a buy-X-get-Y gives what going through the units one by one gives', () => {
    const terms = fc.tuple(buyXGetYTerms, fc.option(fc.subarray(items, { minLength: 1 })))
    holds(
      fc.property(someBasket(items), terms, (basket, [term, itemIds]) => {
        const candidate = aCandidate({ ...term, itemIds })
        const { adjustments } = applyPromotions(basket, [candidate])
        const expected = buyXGetY(basket, candidate).flatMap((share, i) => (share === 0n ? [] : [[i + 1, share]]))
        const found = adjustments.flatMap(({ shares }) =>
          shares.map(({ lineNo, amount }) => [lineNo, centavos(amount)]),
        )
        expect(found).toEqual(expected)
      }),
      cases,
    )
  })
})
