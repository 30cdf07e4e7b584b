import type { MenuDish, OrderLineInput } from '@platform/db'
import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'

/** A cookie holds 4 kB. */
const MOST_LINES = 12

/** What was put into the basket: dishes, quantities, choices; never a price. */
export async function cartOf(c: Context, secret: string): Promise<readonly OrderLineInput[]> {
  const kept = await getSignedCookie(c, secret, 'cart')
  // Signed by us, so it is what we wrote.
  return typeof kept === 'string' ? (JSON.parse(kept) as OrderLineInput[]) : []
}

export async function keepCart(c: Context, secret: string, lines: readonly OrderLineInput[]): Promise<void> {
  if (lines.length === 0) deleteCookie(c, 'cart')
  else {
    const text = JSON.stringify(lines.slice(-MOST_LINES))
    await setSignedCookie(c, 'cart', text, secret, { httpOnly: true, sameSite: 'Lax', path: '/' })
  }
}

/** What a form sends, as text: a browser writes it like a query, unless there is a file in it. */
export async function formOf(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text())
}

/** The line that a dish's form asks for: one field per group, with the options that were ticked. */
export function lineOf(dish: MenuDish, form: URLSearchParams): OrderLineInput {
  const choices = dish.groups.flatMap((group) =>
    form.getAll(group.id).map((optionId) => ({ groupId: group.id, optionId, quantity: 1 })),
  )
  return { menuItemId: dish.id, quantity: Number(form.get('quantity')), ...(choices.length > 0 ? { choices } : {}) }
}
