import { sql } from 'drizzle-orm'

/**
 * Cash is paid in coins, of which 5 centavos are the smallest (Ley Monetaria art. 2 b); what is over is left to the
 * customer, who was asked for no consent to more: `roundCash(due, '0.05', 'customer')`. Only what is handed over is
 * rounded. Order, CFDI and refunds keep their centavos, and the ledger books the difference by itself.
 */
export const smallestCoinText = '0.05'

export const smallestCoin = sql.raw(smallestCoinText)
