import type { Hono } from 'hono'
import { type MenuDish, menuAt } from '../../src/index.ts'
import type { serveHouse } from './serve-house.ts'

interface Page {
  readonly status: number
  /** Where it ended, behind every redirect. */
  readonly url: string
  text(): Promise<string>
}

/** Who asks without a window: keeps cookies, follows redirects, reads forms. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #app: Hono

  constructor(app: Hono) {
    this.#app = app
  }

  get(url: string): Promise<Page> {
    return this.#ask(url, { method: 'GET' })
  }

  post(url: string, fields: Readonly<Record<string, string>>): Promise<Page> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost' }
    return this.#ask(url, { method: 'POST', headers, body: new URLSearchParams(fields).toString() })
  }

  /** Puts one dish into the basket, with the first option of every group that wants one. */
  async fill(sku: string, { db, house }: Awaited<ReturnType<typeof serveHouse>>): Promise<void> {
    const menu = await db.as(house.cook, (tx) => menuAt(tx, { branchId: house.branchId, service: 'pickup' }))
    const all = (headings: NonNullable<typeof menu>['categories']): readonly MenuDish[] =>
      headings.flatMap(({ items, categories }) => [...items, ...all(categories)])
    const dish = all(menu?.categories ?? []).find((item) => item.sku === sku)
    if (!dish) throw new Error(`no dish ${sku}`)
    const needed = dish.groups.filter(({ minSelected }) => minSelected > 0)
    const chosen = needed.map(({ id, options }) => [id, options.find(({ available }) => available)?.id ?? ''])
    await this.post('/carrito', { dish: dish.id, quantity: '1', ...Object.fromEntries(chosen) })
  }

  /** The bill for the basket: what its form would send. */
  async bill(fields: Readonly<Record<string, string>>): Promise<{ readonly quote: string; readonly key: string }> {
    const text = await (await this.post('/cuenta', fields)).text()
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1]
    const [quote, key] = [field('quote'), field('key')]
    if (quote === undefined || key === undefined) throw new Error(`no bill: ${text.slice(-600)}`)
    return { quote, key }
  }

  place(bill: { readonly quote: string; readonly key: string }): Promise<Page> {
    return this.post('/pedido', bill)
  }

  async #ask(url: string, init: RequestInit): Promise<Page> {
    const headers = new Headers(init.headers)
    headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const answer = await this.#app.request(url, { ...init, headers })
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split('; ')
      const [name = '', ...value] = pair.split('=')
      if (attributes.includes('Max-Age=0')) this.cookies.delete(name)
      else this.cookies.set(name, value.join('='))
    }
    const next = answer.headers.get('location')
    return next === null ? { status: answer.status, url, text: () => answer.text() } : this.get(next)
  }
}
