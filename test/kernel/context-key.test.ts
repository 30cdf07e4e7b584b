import { createHash, createHmac, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { newContextKey } from '../../src/index.ts'
import { pads, parseContextKey } from '../../src/kernel/context-key.ts'

const sha256 = (...parts: readonly Uint8Array[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

describe('the pads of a key', () => {
  test.for([32, 33, 48, 63, 64])('make the HMAC of node, for a secret of %i bytes', (length) => {
    for (let i = 0; i < 20; i += 1) {
      const secret = randomBytes(length)
      const payload = randomBytes(i * 7)
      const { inner, outer } = pads(secret)
      const hmac = sha256(outer, sha256(inner, payload))
      expect(hmac.toString('hex')).toBe(createHmac('sha256', secret).update(payload).digest('hex'))
    }
  })

  test('are a block each, and not the secret', () => {
    const secret = Buffer.alloc(32, 1)
    const { inner, outer } = pads(secret)
    expect([inner.length, outer.length]).toEqual([64, 64])
    expect(Buffer.from(inner).equals(Buffer.concat([Buffer.alloc(32, 0x37), Buffer.alloc(32, 0x36)]))).toBe(true)
    expect(Buffer.from(outer).equals(Buffer.concat([Buffer.alloc(32, 0x5d), Buffer.alloc(32, 0x5c)]))).toBe(true)
  })

  // RFC 4231, test case 2, with its key filled up to the block: HMAC does the same.
  test('pass a vector of the standard', () => {
    const { inner, outer } = pads(Buffer.from('Jefe'))
    const hmac = sha256(outer, sha256(inner, Buffer.from('what do ya want for nothing?')))
    expect(hmac.toString('hex')).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843')
  })
})

describe('a context key', () => {
  test('is made of fresh bytes, and read back', () => {
    const text = newContextKey(7)
    const { id, secret } = parseContextKey(text)
    expect(id).toBe(7)
    expect(secret.length).toBe(32)
    expect(newContextKey(7)).not.toBe(text)
  })

  test.for([
    '',
    '1',
    ':',
    `0:${'A'.repeat(43)}`,
    `10000:${'A'.repeat(43)}`,
    `-1:${'A'.repeat(43)}`,
    `1:${'A'.repeat(40)}`,
    `1:${'A'.repeat(90)}`,
    `1:${'+'.repeat(43)}`,
    ` 1:${'A'.repeat(43)}`,
    `1:${'A'.repeat(43)}\n`,
  ])('is not %j', (text) => {
    expect(() => parseContextKey(text)).toThrow(
      expect.objectContaining({ code: 'INVALID', details: expect.objectContaining({ field: 'contextKey' }) }),
    )
  })

  test('says nothing of the secret when it is refused', () => {
    const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ'
    try {
      parseContextKey(`1:${secret}`)
      expect.unreachable()
    } catch (error) {
      expect(JSON.stringify(error) + String(error)).not.toContain(secret)
    }
  })
})
