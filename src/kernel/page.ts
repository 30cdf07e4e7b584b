import { createHmac, timingSafeEqual } from 'node:crypto'
import { DbError } from './errors.ts'
import { cursorKey, type TenantTx } from './tx.ts'

const SIGNATURE_BYTES = 16

/**
 * The cursor behind a row of a list. Lists are ordered by their UUIDv7 key, which is time-ordered, so the key alone is
 * the place: no OFFSET, no timestamp that loses its microseconds in a JavaScript Date.
 */
export function cursorAfter(tx: TenantTx, list: string, key: string): string {
  return sealed(tx, list, Buffer.from(key.replaceAll('-', ''), 'hex'))
}

/**
 * The key in a cursor that `cursorAfter` made for this tenant and list.
 *
 * @throws {DbError} `CURSOR_INVALID` when it was altered, or made for another tenant or list
 */
export function keyOf(tx: TenantTx, list: string, cursor: string): string {
  const place = opened(tx, list, cursor)
  if (place.length !== 16) throw notOf(list)
  return place.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/**
 * The cursor behind a row of a list that is ordered by several columns: their values, in that order. Whatever else the
 * order hangs on (what was searched for) belongs into the name of the list: the cursor then fits no other search.
 */
export function cursorAfterPlace(tx: TenantTx, list: string, place: Place): string {
  return sealed(tx, `${list}\nplace`, Buffer.from(JSON.stringify(place)))
}

/**
 * The values in a cursor that `cursorAfterPlace` made for this tenant and list.
 *
 * @throws {DbError} `CURSOR_INVALID` when it was altered, or made for another tenant or list
 */
export function placeOf(tx: TenantTx, list: string, cursor: string): Place {
  // Only we can have signed it, and we sign nothing else.
  return JSON.parse(opened(tx, `${list}\nplace`, cursor).toString()) as Place
}

type Place = readonly (string | number)[]

function sealed(tx: TenantTx, list: string, place: Uint8Array): string {
  return Buffer.concat([sign(tx, list, place), place]).toString('base64url')
}

function opened(tx: TenantTx, list: string, cursor: string): Buffer {
  const bytes = Buffer.from(cursor, 'base64url')
  const signature = bytes.subarray(0, SIGNATURE_BYTES)
  const place = bytes.subarray(SIGNATURE_BYTES)
  if (signature.length !== SIGNATURE_BYTES || !timingSafeEqual(signature, sign(tx, list, place))) throw notOf(list)
  return place
}

function notOf(list: string): DbError {
  const [name = list] = list.split('\n')
  return new DbError('CURSOR_INVALID', `not a cursor of ${name}`, { details: { field: 'after', list: name } })
}

function sign(tx: TenantTx, list: string, place: Uint8Array): Buffer {
  return createHmac('sha256', tx[cursorKey])
    .update(`${list}\n${tx.actor.tenantId}\n`)
    .update(place)
    .digest()
    .subarray(0, SIGNATURE_BYTES)
}
