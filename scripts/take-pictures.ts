// Writes docs/pictures/*.png: the example application as a browser shows it. By hand, when its pages change.
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium as playwright } from 'playwright-core'
import { chromium, flags } from '../test/web/chromium.ts'
import { PIN, serveHouse } from '../test/web/serve-house.ts'

if (chromium === undefined) throw new Error('needs chromium: install it, or name it in CHROMIUM')
const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url))
await mkdir(folder, { recursive: true })

await using served = await serveHouse()
const browser = await playwright.launch({ executablePath: chromium, args: [...flags] })
try {
  const screen = { baseURL: served.url, locale: 'es-MX', viewport: { width: 1100, height: 760 } }
  const guest = await (await browser.newContext(screen)).newPage()
  await guest.goto('/')
  await guest.locator('summary').nth(1).click()
  await guest.screenshot({ path: `${folder}web-menu.png` })
  for (const [name, tip] of [
    ['Lupita', '15'],
    ['Toño', ''],
    ['Ana', '20'],
  ] as const) {
    await guest.goto('/')
    const dish = guest.locator('article', { hasText: 'Orden de pastor' }).first()
    await dish.getByText('Elegir', { exact: true }).click()
    for (const group of await dish.locator('fieldset', { hasText: 'elige' }).all()) {
      await group.locator('input:enabled').first().check()
    }
    await dish.getByRole('button', { name: 'Agregar' }).click()
    await guest.getByLabel('Tu nombre').fill(name)
    await guest.getByLabel('Propina').fill(tip)
    await guest.getByRole('button', { name: 'Ver la cuenta' }).click()
    await guest.screenshot({ path: `${folder}web-bill.png` })
    await guest.getByRole('button', { name: 'Pedir' }).click()
  }
  const kitchen = await (await browser.newContext(screen)).newPage()
  await kitchen.goto('/cocina')
  await kitchen.getByLabel('PIN').fill(PIN)
  await kitchen.getByRole('button', { name: 'Entrar' }).click()
  await kitchen.getByRole('button', { name: 'Aceptar' }).first().click()
  await kitchen.getByRole('button', { name: 'Empezar' }).first().click()
  await kitchen.getByRole('button', { name: 'Aceptar' }).first().click()
  await kitchen.screenshot({ path: `${folder}web-kitchen.png` })
} finally {
  await browser.close()
}
