import { type Actor, customer, newId } from '@platform/db'
import type { Context } from 'hono'
import { getSignedCookie, setSignedCookie } from 'hono/cookie'

const lasting = { httpOnly: true, sameSite: 'Lax', path: '/' } as const
const MONTH_SECONDS = 30 * 24 * 3600

/**
 * Who this browser is: an id that we made and signed. This is where a request becomes an actor; from here on the database
 * decides what they may see.
 */
export async function guestOf(c: Context, secret: string, tenantId: string): Promise<Actor> {
  const known = await getSignedCookie(c, secret, 'guest')
  if (typeof known === 'string') return customer(tenantId, known)
  const id = newId()
  await setSignedCookie(c, 'guest', id, secret, { ...lasting, maxAge: MONTH_SECONDS })
  return customer(tenantId, id)
}

export async function isCook(c: Context, secret: string): Promise<boolean> {
  return (await getSignedCookie(c, secret, 'cook')) === 'yes'
}

export async function letCookIn(c: Context, secret: string): Promise<void> {
  await setSignedCookie(c, 'cook', 'yes', secret, lasting)
}
