/** How food reaches a customer: what a branch may offer, keeps hours for, and an order is placed for. */
export const services = ['delivery', 'pickup', 'dine_in'] as const

export type Service = (typeof services)[number]

/** For a check constraint: `'delivery', 'pickup', 'dine_in'`. */
export const serviceList = services.map((service) => `'${service}'`).join(', ')
