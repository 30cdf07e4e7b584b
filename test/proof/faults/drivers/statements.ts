import { service } from '../../../../src/index.ts'
import { signContext } from '../../../../src/client/token.ts'
import { parseContextKey } from '../../../../src/kernel/context-key.ts'

// What every driver sends for one transfer: what the library sends, word for word but for the quotes.

export const statements = {
  enter: 'select app.enter($1)',
  send: 'insert into stock_sent (transfer, quantity) values ($1, $2)',
  look: 'select tenant_id from stock_sent order by id desc limit 5',
  receive: 'insert into stock_received (transfer, quantity) values ($1, $2)',
} as const

const VALID_MS = 70_000

/** The signed context, as the library makes it: no driver is spared its cost. */
export function signer(contextKey: string): (tenantId: string) => string {
  const key = parseContextKey(contextKey)
  return (tenantId) => signContext(key, service(tenantId), new Date(Date.now() + VALID_MS))
}

export function sqlstateOf(error: unknown): string | undefined {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
  return typeof code === 'string' ? code : undefined
}

export const UNIQUE_VIOLATION = '23505'
