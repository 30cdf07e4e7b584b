import { centavos } from '../../money/centavos.ts'
import { fromUnits } from '../../money/units.ts'
import type {
  AppliedPromotions,
  PromotableBasket,
  PromotionAdjustment,
  PromotionCandidate,
  PromotionRefusal,
  RefusedPromotion,
} from './promotion-candidate.ts'
import { offDelivery, type OpenLine, shareOut, textCentavos } from './promotion-shares.ts'

/** What is left to discount while promotions are taken off one after another, in centavos. */
interface Open {
  readonly lines: readonly OpenLine[]
  readonly fee: bigint
}

/**
 * What promotions take off an order, each with its share of every line, in whole centavos. Pure: the database makes
 * every adjustment again (`app.check_adjustments`) and refuses a quote that says otherwise.
 *
 * Of each stacking group the one that alone would give most is chosen; of equal ones that with the lower id. The chosen
 * are taken off by priority, then id, each from what the ones before left: a percentage is of what is left, an amount
 * never more than it. Percentages are rounded once, half-up, and shared by largest remainder. A promotion that its
 * budget cannot pay is not given in part. The minimum is held against all lines before every discount; the tip is
 * outside. How the candidates are ordered does not matter.
 *
 * @returns `adjustments` to store, and which candidates were `refused`, coupons by the place of their code
 * @throws {MoneyError} `MONEY_NOT_CENTAVOS` a price or amount with a fraction of a centavo
 *
 * @example
 * const { adjustments, refused } = applyPromotions({ lines, deliveryFee: money('35.00') }, candidates)
 */
export function applyPromotions(
  basket: PromotableBasket,
  candidates: readonly PromotionCandidate[],
): AppliedPromotions {
  const all = opened(basket)
  const refused: RefusedPromotion[] = []
  const chosen = bestOfEachGroup(all, inOrder(candidates), refused)
  const adjustments: PromotionAdjustment[] = []
  let open = all
  for (const terms of inOrder(chosen)) {
    const off = offOf(terms, open)
    if (off.amount === 0n) {
      refused.push(refusal(terms, 'nothing_to_lower'))
      continue
    }
    adjustments.push(adjustmentOf(terms, adjustments.length + 1, off, open))
    open = {
      lines: open.lines.map((line, i) => ({ ...line, left: line.left - (off.shares[i] ?? 0n) })),
      fee: open.fee - off.fee,
    }
  }
  return { adjustments, refused }
}

function bestOfEachGroup(
  all: Open,
  candidates: readonly PromotionCandidate[],
  refused: RefusedPromotion[],
): readonly PromotionCandidate[] {
  const subtotal = all.lines.reduce((sum, { left }) => sum + left, 0n)
  const best = new Map<string, { readonly terms: PromotionCandidate; readonly worth: bigint }>()
  for (const terms of candidates) {
    const worth = offOf(terms, all).amount
    const reason = refusalOf(terms, subtotal, worth)
    if (reason !== undefined) {
      refused.push(refusal(terms, reason))
      continue
    }
    const rival = best.get(terms.stackingGroup)
    const wins =
      rival === undefined || worth > rival.worth || (worth === rival.worth && comesBefore(terms, rival.terms))
    if (wins) best.set(terms.stackingGroup, { terms, worth })
    if (rival !== undefined) refused.push(refusal(wins ? rival.terms : terms, 'outweighed'))
  }
  return [...best.values()].map(({ terms }) => terms)
}

function refusalOf(terms: PromotionCandidate, subtotal: bigint, worth: bigint): PromotionRefusal | undefined {
  if (subtotal < textCentavos(terms.minSubtotal)) return 'below_minimum'
  if (worth === 0n) return 'nothing_to_lower'
  return terms.budgetLeft !== null && worth > textCentavos(terms.budgetLeft) ? 'budget_too_small' : undefined
}

interface Off {
  readonly amount: bigint
  readonly shares: readonly bigint[]
  readonly fee: bigint
}

function offOf(terms: PromotionCandidate, open: Open): Off {
  if (terms.kind === 'free_delivery') {
    const fee = offDelivery(terms, open.fee)
    return { amount: fee, shares: [], fee }
  }
  const shares = shareOut(terms, open.lines)
  return { amount: shares.reduce((sum, share) => sum + share, 0n), shares, fee: 0n }
}

function adjustmentOf(terms: PromotionCandidate, adjustmentNo: number, off: Off, { lines }: Open): PromotionAdjustment {
  const { promotionId, couponId, name, fundedBy, treatment, stackingGroup } = terms
  return {
    adjustmentNo,
    kind: couponId === null ? 'promotion' : 'coupon',
    promotionId,
    couponId,
    name,
    fundedBy,
    treatment,
    stackingGroup,
    appliesTo: terms.kind === 'free_delivery' ? 'delivery' : 'lines',
    amount: pesos(off.amount),
    shares: lines.flatMap(({ lineNo }, i) => {
      const share = off.shares[i] ?? 0n
      return share === 0n ? [] : [{ lineNo, amount: pesos(share) }]
    }),
  }
}

function opened({ lines, deliveryFee }: PromotableBasket): Open {
  return {
    lines: [...lines]
      .sort((a, b) => a.lineNo - b.lineNo)
      .map(({ lineNo, itemId, quantity, unitPrice }) => {
        const price = centavos(unitPrice)
        return { lineNo, itemId, quantity, unitPrice: price, left: price * BigInt(quantity) }
      }),
    fee: centavos(deliveryFee),
  }
}

function inOrder(candidates: readonly PromotionCandidate[]): readonly PromotionCandidate[] {
  return [...candidates].sort((a, b) => a.priority - b.priority || (comesBefore(a, b) ? -1 : 1))
}

/** By id, as PostgreSQL orders it; two codes of one promotion by their place. */
function comesBefore(a: PromotionCandidate, b: PromotionCandidate): boolean {
  return a.promotionId === b.promotionId ? (a.code ?? -1) < (b.code ?? -1) : a.promotionId < b.promotionId
}

function refusal({ promotionId, couponId, code }: PromotionCandidate, reason: PromotionRefusal): RefusedPromotion {
  return { promotionId, couponId, code, reason }
}

function pesos(amount: bigint): string {
  return fromUnits(amount, 2).toFixed(2)
}
