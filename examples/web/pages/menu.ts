import type { MenuDish, MenuHeading, OrderLineInput } from '@platform/db'
import { formatMXN } from '@platform/db/money'
import { html } from 'hono/html'
import type { House } from '../house.ts'
import { page } from './layout.ts'

type Group = MenuDish['groups'][number]

export function menuPage(house: House, menu: readonly MenuHeading[], cart: readonly OrderLineInput[], notice = '') {
  const body = html`
    ${cart.length === 0 ? '' : html`<p><a class="button" href="/carrito">Ver carrito (${cart.length})</a></p>`}
    ${menu.map(heading)}
  `
  return page(house, 'Carta', body, { notice })
}

function heading({ name, description, items, categories }: MenuHeading): unknown {
  return html`<section>
    <h2>${name}</h2>
    ${description === '' ? '' : html`<p class="soft">${description}</p>`}
    <div class="dishes">${items.map(dish)}</div>
    ${categories.map(heading)}
  </section>`
}

function dish({ id, name, description, price, groups, availability }: MenuDish) {
  return html`<article class="dish">
    <div class="row">
      <h3>${name}</h3>
      <strong>${formatMXN(price)}</strong>
    </div>
    ${description === '' ? '' : html`<p class="soft">${description}</p>`}
    ${
      availability.available
        ? html`<details>
            <summary>Elegir</summary>
            <form method="post" action="/carrito">
              <input type="hidden" name="dish" value="${id}" />
              ${groups.map(choices)}
              <div class="row">
                <label>Cantidad <input type="number" name="quantity" value="1" min="1" max="20" required /></label>
                <button>Agregar</button>
              </div>
            </form>
          </details>`
        : html`<p class="soft">${availability.because === 'sold_out' ? 'Agotado por hoy' : 'A otra hora'}</p>`
    }
  </article>`
}

/** One of them: a radio button; more: boxes. The database holds the rules; the form only makes them easy to keep. */
function choices({ id, name, minSelected, maxSelected, options }: Group) {
  const one = maxSelected === 1
  return html`<fieldset>
    <legend>${name} <span class="soft">${minSelected === 0 ? 'opcional' : `elige ${minSelected}`}</span></legend>
    ${options.map(
      (option) =>
        html`<label class="option">
          <input
            type="${one ? 'radio' : 'checkbox'}"
            name="${id}"
            value="${option.id}"
            ${option.defaultQuantity > 0 ? 'checked' : ''}
            ${option.available ? '' : 'disabled'}
            ${one && minSelected === 1 ? 'required' : ''}
          />
          ${option.name} ${option.price.isZero() ? '' : html`<span class="soft">+${formatMXN(option.price)}</span>`}
        </label>`,
    )}
  </fieldset>`
}
