import { customType } from 'drizzle-orm/pg-core'
import { type DdlObject, pgDomain } from '../../kernel/ddl.ts'
import { invalid } from '../../kernel/input.ts'

/** At most 3 decimals, refused and never rounded; no NaN; below a billion. */
export const stockQuantityDomain: DdlObject = pgDomain(
  'stock_quantity',
  'numeric',
  `value <> 'NaN' and scale(value) <= 3 and abs(value) < 1e9`,
)

/**
 * How much of a stock item, in its unit: exact text such as `0.25`, without zeros at the end. A JavaScript number never
 * arrives here: 0.1 + 0.2 kilos are no quantity.
 */
export const stockQuantity = customType<{ data: string; driverData: string }>({
  dataType: () => 'stock_quantity',
  fromDriver: plain,
})

/** @throws {DbError} `INVALID` unless the value is a quantity as text, ≥ 0, with at most 3 decimals */
export function quantityOf(field: string, value: unknown): string {
  if (typeof value !== 'string' || !/^\d{1,9}(\.\d{1,3})?$/.test(value)) {
    throw invalid(field, 'must be a quantity as text, at most 3 decimals')
  }
  return plain(value)
}

/** @throws {DbError} `INVALID` unless the value is a quantity as text, more than 0, with at most 3 decimals */
export function positiveQuantityOf(field: string, value: unknown): string {
  const quantity = quantityOf(field, value)
  if (/^0+$/.test(quantity)) throw invalid(field, 'must be more than 0')
  return quantity
}

function plain(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
