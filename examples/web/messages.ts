import { type DbErrorCode, isDbError } from '@platform/db'

/** What a guest or a cook is told. Codes that are not here are our fault, and are not explained to them. */
const messages: { readonly [Code in DbErrorCode]?: string } = {
  INVALID: 'Revisa tu selección: algo falta o sobra.',
  NOT_FOUND: 'No existe, o no es tuyo.',
  ITEM_UNAVAILABLE: 'Un platillo ya no está a la venta.',
  SOLD_OUT: 'Se nos acabó un platillo de tu pedido.',
  PRICE_CHANGED: 'Cambió un precio: te mostramos la cuenta nueva.',
  QUOTE_EXPIRED: 'La cuenta venció: te mostramos una nueva.',
  QUOTE_USED: 'Esta cuenta ya es un pedido.',
  CLOSED_NOW: 'Estamos cerrados en este momento.',
  COUPON_UNKNOWN: 'No conocemos ese cupón.',
  COUPON_EXHAUSTED: 'Ese cupón ya se agotó.',
  COUPON_USED_UP: 'Ya usaste ese cupón.',
  COUPON_NOT_VALID_NOW: 'Ese cupón no vale en este momento.',
  COUPON_BELOW_MINIMUM: 'Tu pedido no llega al mínimo del cupón.',
  COUPON_NOT_APPLICABLE: 'Ese cupón no aplica a este pedido.',
  STALE: 'Alguien más se adelantó: así está ahora.',
  ILLEGAL_TRANSITION: 'Ese paso ya no es posible.',
  FORBIDDEN: 'Eso no te toca a ti.',
}

/** @returns undefined for what nobody outside can do anything about */
export function messageOf(error: unknown): string | undefined {
  return isDbError(error) ? messages[error.code] : undefined
}
