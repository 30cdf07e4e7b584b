import { readFileSync } from 'node:fs'
import {
  acceptOrder,
  branchBoard,
  cancelOrder,
  customers,
  type Db,
  deliverOrder,
  getOrder,
  getQuote,
  isDbError,
  listOrders,
  markReady,
  type MenuDish,
  MenuCache,
  menuAt,
  newId,
  orderTimeline,
  placeOrder,
  quoteOrder,
  rejectOrder,
  startPreparing,
} from '@platform/db'
import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { cartOf, formOf, keepCart, lineOf } from './cart.ts'
import type { House } from './house.ts'
import { messageOf } from './messages.ts'
import { billPage } from './pages/bill.ts'
import { cartPage } from './pages/cart.ts'
import { boardPage, doorPage } from './pages/kitchen.ts'
import { page } from './pages/layout.ts'
import { menuPage } from './pages/menu.ts'
import { orderPage, ordersPage } from './pages/order.ts'
import { guestOf, isCook, letCookIn } from './session.ts'

interface Web {
  readonly db: Db
  readonly house: House
  /** Opens the kitchen's screen. */
  readonly pin: string
  /** Signs the cookies. */
  readonly secret: string
}

const steps = {
  accept: acceptOrder,
  reject: rejectOrder,
  prepare: startPreparing,
  ready: markReady,
  deliver: deliverOrder,
}
type Step = keyof typeof steps
const isStep = (name: string): name is Step => Object.hasOwn(steps, name)

const style = readFileSync(new URL('style.css', import.meta.url), 'utf8')

/** Every route is: who asks, one call of the database, a page of what it says. */
export function webApp({ db, house, pin, secret }: Web): Hono {
  const { tenantId, branchId, cook } = house
  const cache = new MenuCache()
  const app = new Hono()
  app.use(secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'self'"] } }), csrf())
  app.get('/style.css', (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }))

  app.get('/', async (c) => {
    const guest = await guestOf(c, secret, tenantId)
    const [menu, cart] = await Promise.all([
      db.as(guest, (tx) => menuAt(tx, { branchId, service: 'pickup', cache }), { readOnly: true }),
      cartOf(c, secret),
    ])
    return c.html(menuPage(house, menu?.categories ?? [], cart, c.req.query('aviso')))
  })

  app.post('/carrito', async (c) => {
    const form = await formOf(c)
    const dish = (await dishesOf(await guestOf(c, secret, tenantId))).get(form.get('dish') ?? '')
    const line = dish && lineOf(dish, form)
    if (line) await keepCart(c, secret, [...(await cartOf(c, secret)), line])
    return c.redirect('/carrito', 303)
  })

  app.post('/carrito/quitar', async (c) => {
    const at = Number((await formOf(c)).get('line'))
    await keepCart(
      c,
      secret,
      (await cartOf(c, secret)).filter((_, i) => i !== at),
    )
    return c.redirect('/carrito', 303)
  })

  app.get('/carrito', async (c) => {
    const guest = await guestOf(c, secret, tenantId)
    const [dishes, cart] = await Promise.all([dishesOf(guest), cartOf(c, secret)])
    return c.html(cartPage(house, cart, dishes, c.req.query('aviso')))
  })

  // What it costs is asked of the database, and kept there: the next page shows it, the order is made of it.
  app.post('/cuenta', async (c) => {
    const guest = await guestOf(c, secret, tenantId)
    const form = await formOf(c)
    const text = (name: string) => (form.get(name) ?? '').trim()
    const lines = await cartOf(c, secret)
    const displayName = text('name') || 'Invitado'
    const coupon = text('coupon')
    try {
      const quote = await db.as(guest, async (tx) => {
        await tx
          .insert(customers)
          .values({ id: actorOf(guest), displayName })
          .onConflictDoNothing()
        return quoteOrder(tx, {
          branchId,
          service: 'pickup',
          channel: 'web',
          lines,
          tip: text('tip') || '0',
          notes: text('notes'),
          couponCodes: coupon === '' ? [] : [coupon],
        })
      })
      return c.redirect(`/cuenta/${quote.id}`, 303)
    } catch (error) {
      return c.redirect(`/carrito?aviso=${encodeURIComponent(said(error))}`, 303)
    }
  })

  app.get('/cuenta/:id', async (c) => {
    const guest = await guestOf(c, secret, tenantId)
    const quote = await db.as(guest, (tx) => getQuote(tx, { quoteId: c.req.param('id') }), { readOnly: true })
    // Made here, once per page: whoever presses twice, or goes back and presses again, has one order.
    return c.html(billPage(house, quote, newId()))
  })

  app.post('/pedido', async (c) => {
    const guest = await guestOf(c, secret, tenantId)
    const form = await formOf(c)
    const wanted = { quoteId: form.get('quote') ?? '', idempotencyKey: form.get('key') ?? '' }
    try {
      const { id } = await db.as(guest, (tx) => placeOrder(tx, wanted))
      await keepCart(c, secret, [])
      return c.redirect(`/pedido/${id}`, 303)
    } catch (error) {
      return c.redirect(`/carrito?aviso=${encodeURIComponent(said(error))}`, 303)
    }
  })

  app.get('/pedidos', async (c) => {
    const guest = await guestOf(c, secret, tenantId)
    const rows = await db.as(guest, (tx) => listOrders(tx, { limit: 20 }), { readOnly: true })
    return c.html(ordersPage(house, rows))
  })

  app.get('/pedido/:id', async (c) => {
    const guest = await guestOf(c, secret, tenantId)
    const orderId = c.req.param('id')
    const [order, timeline] = await db.as(
      guest,
      (tx) => Promise.all([getOrder(tx, { orderId }).execute(), orderTimeline(tx, { orderId }).execute()]),
      { readOnly: true },
    )
    return c.html(orderPage(house, order, timeline, c.req.query('aviso')))
  })

  app.post('/pedido/:id/cancelar', async (c) => {
    const guest = await guestOf(c, secret, tenantId)
    const orderId = c.req.param('id')
    const notice = await db
      .as(guest, (tx) => cancelOrder(tx, { orderId, reason: 'Lo pidió el cliente' }))
      .then(() => '', said)
    return c.redirect(`/pedido/${orderId}${notice && `?aviso=${encodeURIComponent(notice)}`}`, 303)
  })

  app.get('/cocina', async (c) => {
    if (!(await isCook(c, secret))) return c.html(doorPage(house))
    const board = await db.as(cook, (tx) => branchBoard(tx, { branchId }), { readOnly: true })
    return c.html(boardPage(house, board, c.req.query('aviso')))
  })

  app.post('/cocina/entrar', async (c) => {
    if ((await formOf(c)).get('pin') === pin) await letCookIn(c, secret)
    return c.redirect('/cocina', 303)
  })

  app.post('/cocina/:id/:step', async (c) => {
    const { id: orderId, step } = c.req.param()
    if (!(await isCook(c, secret)) || !isStep(step)) return c.redirect('/cocina', 303)
    const version = Number((await formOf(c)).get('version'))
    const notice = await db.as(cook, (tx) => steps[step](tx, { orderId, version })).then(() => '', said)
    return c.redirect(`/cocina${notice && `?aviso=${encodeURIComponent(notice)}`}`, 303)
  })

  app.notFound((c) => c.html(page(house, 'No existe', 'Esta página no existe.'), 404))
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    if (isDbError(error, 'NOT_FOUND') || isDbError(error, 'INVALID')) {
      return c.html(page(house, 'No existe', messageOf(error) ?? ''), 404)
    }
    console.error(isDbError(error) ? error.code : error)
    return c.html(page(house, 'Algo falló', 'Algo falló de nuestro lado. Vuelve a intentarlo.'), 500)
  })
  return app

  async function dishesOf(guest: Parameters<Db['as']>[0]): Promise<ReadonlyMap<string, MenuDish>> {
    const menu = await db.as(guest, (tx) => menuAt(tx, { branchId, service: 'pickup', cache }), { readOnly: true })
    const below = (headings: NonNullable<typeof menu>['categories']): readonly MenuDish[] =>
      headings.flatMap(({ items, categories }) => [...items, ...below(categories)])
    return new Map(below(menu?.categories ?? []).map((dish) => [dish.id, dish]))
  }
}

function actorOf(guest: Parameters<Db['as']>[0]): string {
  return guest.kind === 'customer' ? guest.customerId : ''
}

/** @throws what no guest can do anything about: that is for `onError` */
function said(error: unknown): string {
  const message = messageOf(error)
  if (message === undefined) throw error
  return message
}
