import { describe, expect, test } from 'vitest'
import { type Actor, customer, newId, staff, type TenantTx } from '../../src/index.ts'
import { cursorAfter, cursorAfterPlace, keyOf, placeOf } from '../../src/kernel/page.ts'
import { cursorKey } from '../../src/kernel/tx.ts'

/** All that a cursor needs of a scope: whose it is, and the key of the handle. */
const scope = (actor: Actor, secret = 'one secret') =>
  ({ actor, [cursorKey]: Buffer.from(secret) }) as unknown as TenantTx

const tenantId = newId()
const own = scope(customer(tenantId, newId()))
const invalid = (list: string) => expect.objectContaining({ code: 'CURSOR_INVALID', details: { field: 'after', list } })

describe('a cursor', () => {
  test('gives back the key that it was made of', () => {
    for (const key of [newId(), '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff']) {
      expect(keyOf(own, 'orders', cursorAfter(own, 'orders', key))).toBe(key)
    }
  })

  test('is opaque and fits in a URL', () => {
    const key = newId()
    const cursor = cursorAfter(own, 'orders', key)
    expect(cursor).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(cursor).not.toContain(key.replaceAll('-', ''))
  })

  test('is good for every actor of its tenant, and for a later handle with the same key', () => {
    const key = newId()
    const cursor = cursorAfter(own, 'orders', key)
    expect(keyOf(scope(staff(tenantId, newId())), 'orders', cursor)).toBe(key)
  })

  test('is none of another list, another tenant, or another key', () => {
    const cursor = cursorAfter(own, 'orders', newId())
    expect(() => keyOf(own, 'reviews', cursor)).toThrow(invalid('reviews'))
    expect(() => keyOf(scope(customer(newId(), newId())), 'orders', cursor)).toThrow(invalid('orders'))
    expect(() => keyOf(scope(customer(tenantId, newId()), 'another'), 'orders', cursor)).toThrow(invalid('orders'))
  })

  test('is refused with any byte of it changed', () => {
    const bytes = Buffer.from(cursorAfter(own, 'orders', newId()), 'base64url')
    for (let i = 0; i < bytes.length; i += 1) {
      const altered = Buffer.from(bytes)
      altered[i] = (altered[i] ?? 0) ^ 1
      expect(() => keyOf(own, 'orders', altered.toString('base64url')), `byte ${i}`).toThrow(invalid('orders'))
    }
  })

  test.for(['', 'x', '=====', newId(), 'A'.repeat(43), 'A'.repeat(5000), '\0', '%27 or true'])(
    'is not %j',
    (cursor) => {
      expect(() => keyOf(own, 'orders', cursor)).toThrow(invalid('orders'))
    },
  )
})

describe('a cursor of several values', () => {
  const place = [949, 0, 'taco', newId()] as const

  test('gives back the values that it was made of', () => {
    expect(placeOf(own, 'search', cursorAfterPlace(own, 'search', place))).toEqual(place)
    expect(placeOf(own, 'search', cursorAfterPlace(own, 'search', ['ñ'.repeat(200)]))).toEqual(['ñ'.repeat(200)])
  })

  test('is none of another list, tenant or key, nor one of a single key', () => {
    const cursor = cursorAfterPlace(own, 'search\none thing', place)
    expect(() => placeOf(own, 'search\nanother', cursor)).toThrow(invalid('search'))
    expect(() => placeOf(scope(customer(newId(), newId())), 'search\none thing', cursor)).toThrow(invalid('search'))
    expect(() => placeOf(scope(customer(tenantId, newId()), 'x'), 'search\none thing', cursor)).toThrow(
      invalid('search'),
    )
    expect(() => keyOf(own, 'search\none thing', cursor)).toThrow(invalid('search'))
    expect(() => placeOf(own, 'orders', cursorAfter(own, 'orders', newId()))).toThrow(invalid('orders'))
  })

  test('is refused with any byte of it changed', () => {
    const bytes = Buffer.from(cursorAfterPlace(own, 'search', place), 'base64url')
    for (let i = 0; i < bytes.length; i += 1) {
      const altered = Buffer.from(bytes)
      altered[i] = (altered[i] ?? 0) ^ 1
      expect(() => placeOf(own, 'search', altered.toString('base64url')), `byte ${i}`).toThrow(invalid('search'))
    }
  })
})
