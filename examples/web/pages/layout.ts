import { html } from 'hono/html'
import type { House } from '../house.ts'

/** A whole page. `html` escapes whatever is put into it, but what `html` made. */
export function page(house: House, title: string, body: unknown, { notice = '', refresh = 0 } = {}) {
  return html`<!doctype html>
    <html lang="es-MX">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${refresh > 0 ? html`<meta http-equiv="refresh" content="${refresh}" />` : ''}
        <title>${title} · ${house.name}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <a class="house" href="/">${house.name}</a>
          <nav><a href="/">Carta</a><a href="/carrito">Carrito</a><a href="/pedidos">Mis pedidos</a></nav>
        </header>
        ${notice === '' ? '' : html`<p class="notice" role="alert">${notice}</p>`}
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`
}
