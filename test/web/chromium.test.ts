import { chromium as playwright } from 'playwright-core'
import { expect, test } from 'vitest'
import { chromium, flags } from './chromium.ts'
import { PIN, serveHouse } from './serve-house.ts'

if (chromium === undefined) console.warn('skipped: no chromium here; install it, or name it in CHROMIUM')

test.skipIf(chromium === undefined)(
  'a guest orders in a browser, the kitchen cooks it, and the guest sees it come',
  async () => {
    await using served = await serveHouse()
    const browser = await playwright.launch({ executablePath: chromium ?? '', args: [...flags] })
    try {
      const guest = await browser.newContext({ baseURL: served.url, locale: 'es-MX' })
      const page = await guest.newPage()
      await page.goto('/')
      const dish = page.locator('article', { hasText: 'Orden de pastor' }).first()
      await dish.getByText('Elegir', { exact: true }).click()
      for (const group of await dish.locator('fieldset', { hasText: 'elige' }).all()) {
        await group.locator('input:enabled').first().check()
      }
      await dish.getByRole('button', { name: 'Agregar' }).click()
      await page.getByLabel('Tu nombre').fill('Lupita')
      await page.getByLabel('Propina').fill('15')
      await page.getByRole('button', { name: 'Ver la cuenta' }).click()
      await expect.poll(() => page.getByText('Total').count()).toBe(1)
      const total = await page.locator('tr.total td').last().innerText()
      await page.getByRole('button', { name: 'Pedir' }).dblclick()
      await page.waitForURL('**/pedido/*')
      expect(await page.locator('.status').innerText()).toBe('Lo recibimos')
      expect(await page.locator('tr.total td').last().innerText()).toBe(total)

      const kitchen = await (await browser.newContext({ baseURL: served.url })).newPage()
      await kitchen.goto('/cocina')
      await kitchen.getByLabel('PIN').fill(PIN)
      await kitchen.getByRole('button', { name: 'Entrar' }).click()
      for (const step of ['Aceptar', 'Empezar', 'Listo', 'Entregado']) {
        await kitchen.getByRole('button', { name: step, exact: true }).click()
        await kitchen.waitForURL('**/cocina')
      }
      expect(await kitchen.locator('.ticket').count()).toBe(0)
      await page.reload()
      expect(await page.locator('.status').innerText()).toBe('Entregado. ¡Provecho!')
      expect(await page.locator('.timeline li').count()).toBe(5)
    } finally {
      await browser.close()
    }
  },
)
