import { type Money, money, multiply, type Rate, rate, subtract } from '../../money/money.ts'
import type { OrderQuote } from './order-quotes.ts'
import type { WrittenAdjustment, WrittenLine, WrittenModifier } from './quote-document.ts'

/** What an order would cost, and until when it does. Amounts are pesos with IVA. */
export interface Quote extends Omit<OrderQuote, 'tenantId' | 'document' | 'productIds' | 'priceIds'> {
  readonly lines: readonly QuoteLine[]
  readonly adjustments: readonly QuoteAdjustment[]
}

export interface QuoteLine extends Omit<
  WrittenLine,
  'unitPrice' | 'discount' | 'paidByThird' | 'ivaRate' | 'modifiers'
> {
  /** Item and modifiers. */
  readonly unitPrice: Money
  readonly gross: Money
  /** Its share of the adjustments. */
  readonly discount: Money
  readonly paidByThird: Money
  readonly total: Money
  /** Null when exempt. */
  readonly ivaRate: Rate | null
  readonly modifiers: readonly QuoteModifier[]
}

export interface QuoteModifier extends Omit<WrittenModifier, 'price'> {
  readonly price: Money
}

export interface QuoteAdjustment extends Omit<WrittenAdjustment, 'amount' | 'shares'> {
  readonly amount: Money
}

export function quoteOf(row: OrderQuote): Quote {
  const { tenantId: _tenant, document, productIds: _products, priceIds: _prices, ...header } = row
  return {
    ...header,
    lines: document.lines.map((line) => {
      const unitPrice = money(line.unitPrice)
      const gross = multiply(unitPrice, BigInt(line.quantity))
      const discount = money(line.discount)
      return {
        ...line,
        unitPrice,
        gross,
        discount,
        paidByThird: money(line.paidByThird),
        total: subtract(gross, discount),
        ivaRate: line.ivaRate === null ? null : rate(line.ivaRate),
        modifiers: line.modifiers.map((modifier) => ({ ...modifier, price: money(modifier.price) })),
      }
    }),
    adjustments: document.adjustments.map(({ shares: _shares, ...adjustment }) => ({
      ...adjustment,
      amount: money(adjustment.amount),
    })),
  }
}
