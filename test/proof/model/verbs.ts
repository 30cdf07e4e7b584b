import { kitchenVerbs } from './verbs/kitchen-verbs.ts'
import { orderVerbs } from './verbs/order-verbs.ts'
import { promotionVerbs } from './verbs/promotion-verbs.ts'
import { reviewVerbs } from './verbs/review-verbs.ts'
import type { Verbs } from './verbs/who.ts'

export const verbs: Verbs = { ...orderVerbs, ...promotionVerbs, ...kitchenVerbs, ...reviewVerbs }
