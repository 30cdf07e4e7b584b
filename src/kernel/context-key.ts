import { randomBytes } from 'node:crypto'
import { invalid } from './input.ts'

/** The key that signs contexts: an id, so that two can be valid during a rotation, and a secret. */
export interface ContextKey {
  readonly id: number
  readonly secret: Uint8Array
}

const MIN_SECRET_BYTES = 32
const SHA256_BLOCK_BYTES = 64

/** @throws {DbError} `INVALID` unless the text is `<id 1–9999>:<base64url of 32 to 64 bytes>` */
export function parseContextKey(text: string): ContextKey {
  const [, id, encoded] = /^([1-9][0-9]{0,3}):([A-Za-z0-9_-]+)$/.exec(text) ?? []
  const secret = Buffer.from(encoded ?? '', 'base64url')
  if (id === undefined || secret.length < MIN_SECRET_BYTES || secret.length > SHA256_BLOCK_BYTES) {
    throw invalid(
      'contextKey',
      `must be <id>:<secret>, the secret ${MIN_SECRET_BYTES} to ${SHA256_BLOCK_BYTES} bytes as base64url`,
    )
  }
  return { id: Number(id), secret }
}

/** A fresh key, in the form that `openDb` and `platform-db provision` take. */
export function newContextKey(id: number): string {
  return `${id}:${randomBytes(MIN_SECRET_BYTES).toString('base64url')}`
}

/** The two blocks of HMAC (RFC 2104), so that the database computes them never and stores no secret as such. */
export function pads(secret: Uint8Array): { readonly inner: Uint8Array; readonly outer: Uint8Array } {
  const block = Buffer.alloc(SHA256_BLOCK_BYTES)
  block.set(secret)
  return { inner: block.map((byte) => byte ^ 0x36), outer: block.map((byte) => byte ^ 0x5c) }
}
