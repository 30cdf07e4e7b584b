/** What a promotion gives: a share, an amount, the delivery, or units of what one buys. */
export const promotionKinds = ['percent', 'amount', 'free_delivery', 'buy_x_get_y'] as const

/** Who gives a discount up: a promotion of the platform does not lower what the restaurant earns. */
export const funders = ['restaurant', 'platform'] as const

/** `discount` lowers the price and its taxes; `third-party-payment` only what the customer pays. See money/basket.ts. */
export const treatments = ['discount', 'third-party-payment'] as const

export type PromotionKind = (typeof promotionKinds)[number]
export type Treatment = (typeof treatments)[number]
