import { createHmac, timingSafeEqual } from 'node:crypto'
import { DbError } from './errors.ts'
import { cursorKey, type TenantTx } from './tx.ts'

const SIGNATURE_BYTES = 16

/**
 * The cursor behind a row of a list. Lists are ordered by their UUIDv7 key, which is time-ordered, so the key alone is
 * the place: no OFFSET, no timestamp that loses its microseconds in a JavaScript Date.
 */
export function cursorAfter(tx: TenantTx, list: string, key: string): string {
  const place = Buffer.from(key.replaceAll('-', ''), 'hex')
  return Buffer.concat([place, sign(tx, list, place)]).toString('base64url')
}

/**
 * The key in a cursor that `cursorAfter` made for this tenant and list.
 *
 * @throws {DbError} `CURSOR_INVALID` when it was altered, or made for another tenant or list
 */
export function keyOf(tx: TenantTx, list: string, cursor: string): string {
  const bytes = Buffer.from(cursor, 'base64url')
  const place = bytes.subarray(0, 16)
  const signature = bytes.subarray(16)
  if (signature.length !== SIGNATURE_BYTES || !timingSafeEqual(signature, sign(tx, list, place))) {
    throw new DbError('CURSOR_INVALID', `not a cursor of ${list}`, { details: { field: 'after', list } })
  }
  return place.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function sign(tx: TenantTx, list: string, place: Uint8Array): Buffer {
  return createHmac('sha256', tx[cursorKey])
    .update(`${list}\n${tx.actor.tenantId}\n`)
    .update(place)
    .digest()
    .subarray(0, SIGNATURE_BYTES)
}
