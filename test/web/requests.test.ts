import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { orders } from '../../src/index.ts'
import { Browser } from './browser.ts'
import { PIN, serveHouse } from './serve-house.ts'

describe('the example application', () => {
  let served: Awaited<ReturnType<typeof serveHouse>>
  beforeAll(async () => {
    served = await serveHouse()
  })
  afterAll(() => served[Symbol.asyncDispose]())

  const visitor = () => new Browser(served.app)
  const ordersOf = async () =>
    served.db.as(served.house.cook, (tx) => tx.select().from(orders).where(eq(orders.branchId, served.house.branchId)))

  test('takes an order from the menu to the kitchen, at the price of the database', async () => {
    const guest = visitor()
    await guest.fill('TAC-ORD-PAS', served)
    const bill = await guest.bill({ name: 'Lupita', tip: '10.00', total: '0.01', price: '1' })
    const order = await guest.place(bill)
    expect(order.status).toBe(200)
    const [stored] = await ordersOf()
    expect(await order.text()).toContain(`Pedido ${stored?.folio}`)
    expect(stored?.tip.toFixed(2)).toBe('10.00')
    expect(stored?.total.greaterThan('50')).toBe(true)
  })

  test('places one order, however often the button is pressed', async () => {
    const guest = visitor()
    await guest.fill('TAC-ORD-PAS', served)
    const bill = await guest.bill({ name: 'Toño' })
    const before = (await ordersOf()).length
    const pages = await Promise.all([guest.place(bill), guest.place(bill), guest.place(bill)])
    expect(new Set(pages.map(({ url }) => url)).size).toBe(1)
    expect((await ordersOf()).length).toBe(before + 1)
  })

  test('shows nobody the order or the bill of another', async () => {
    const [guest, stranger] = [visitor(), visitor()]
    await guest.fill('TAC-ORD-PAS', served)
    const bill = await guest.bill({ name: 'Ana' })
    const { url } = await guest.place(bill)
    expect((await guest.get(url)).status).toBe(200)
    expect((await stranger.get(url)).status).toBe(404)
    expect((await stranger.get(`/cuenta/${bill.quote}`)).status).toBe(404)
    expect((await stranger.post(`${url}/cancelar`, {})).url).toContain('aviso=')
  })

  test('says what is wrong with a coupon, and keeps the basket', async () => {
    const guest = visitor()
    await guest.fill('TAC-ORD-PAS', served)
    const page = await guest.post('/cuenta', { name: 'Eva', coupon: 'NO-EXISTE' })
    const text = await page.text()
    expect(text).toContain('No conocemos ese cupón.')
    expect(text).toContain('Quitar')
  })

  test('writes what a guest typed as text, never as HTML', async () => {
    const guest = visitor()
    await guest.fill('TAC-ORD-PAS', served)
    await guest.place(await guest.bill({ name: 'Eva', notes: '<script>alert(1)</script>' }))
    const cook = visitor()
    await cook.post('/cocina/entrar', { pin: PIN })
    const board = await (await cook.get('/cocina')).text()
    expect(board).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(board).not.toContain('<script>')
  })

  test('opens the kitchen to nobody without the PIN', async () => {
    const stranger = visitor()
    await stranger.post('/cocina/entrar', { pin: '0000' })
    expect(await (await stranger.get('/cocina')).text()).toContain('name="pin"')
    const [order] = await ordersOf()
    await stranger.post(`/cocina/${order?.id}/accept`, { version: '1' })
    expect((await ordersOf()).every(({ status }) => status === 'placed')).toBe(true)
  })

  test('tells the second of two cooks that the first was faster', async () => {
    const order = (await ordersOf()).find(({ status }) => status === 'placed')
    const [one, two] = [visitor(), visitor()]
    for (const cook of [one, two]) await cook.post('/cocina/entrar', { pin: PIN })
    const press = (cook: Browser) => cook.post(`/cocina/${order?.id}/accept`, { version: String(order?.version) })
    expect((await press(one)).url).toBe('/cocina')
    expect(await (await press(two)).text()).toContain('Alguien más se adelantó')
  })

  test('refuses a form that another site sends', async () => {
    const answer = await served.app.request('/pedido', {
      method: 'POST',
      headers: { origin: 'https://example.org', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'quote=1',
    })
    expect(answer.status).toBe(403)
  })

  test('takes an altered basket for an empty one', async () => {
    const guest = visitor()
    await guest.fill('TAC-ORD-PAS', served)
    guest.cookies.set('cart', `${guest.cookies.get('cart')}x`)
    expect(await (await guest.get('/carrito')).text()).toContain('Está vacío')
  })
})
