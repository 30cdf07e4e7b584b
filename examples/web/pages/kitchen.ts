import type { BoardOrder } from '@platform/db'
import { html } from 'hono/html'
import type { House } from '../house.ts'
import { page } from './layout.ts'

const columns: readonly {
  readonly status: string
  readonly title: string
  readonly steps: readonly (readonly [string, string])[]
}[] = [
  {
    status: 'placed',
    title: 'Nuevos',
    steps: [
      ['accept', 'Aceptar'],
      ['reject', 'Rechazar'],
    ],
  },
  { status: 'accepted', title: 'Aceptados', steps: [['prepare', 'Empezar']] },
  { status: 'preparing', title: 'En la plancha', steps: [['ready', 'Listo']] },
  { status: 'ready', title: 'Por entregar', steps: [['deliver', 'Entregado']] },
]

/** What is under way, by status. Each button says which version of the order it was pressed on. */
export function boardPage(house: House, board: readonly BoardOrder[], notice = '') {
  const body = html`<div class="board">
    ${columns.map(({ status, title, steps }) => {
      const orders = board.filter((order) => order.status === status)
      return html`<section>
        <h2>${title} <span class="soft">${orders.length}</span></h2>
        ${orders.map((order) => ticket(order, steps))}
      </section>`
    })}
  </div>`
  return page(house, 'Cocina', body, { notice, refresh: 5 })
}

function ticket({ id, folio, version, notes, lines }: BoardOrder, steps: readonly (readonly [string, string])[]) {
  return html`<article class="ticket">
    <h3>Folio ${folio}</h3>
    <ul>
      ${lines.map(
        ({ quantity, name, modifiers }) =>
          html`<li>
            <strong>${quantity}</strong> ${name}
            <span class="soft">${modifiers.map(({ optionName }) => optionName).join(', ')}</span>
          </li>`,
      )}
    </ul>
    ${notes === '' ? '' : html`<p class="note">«${notes}»</p>`}
    <div class="row">
      ${steps.map(
        ([step, label]) =>
          html`<form method="post" action="/cocina/${id}/${step}">
            <button class="${step === 'reject' ? 'quiet' : ''}" name="version" value="${version}">${label}</button>
          </form>`,
      )}
    </div>
  </article>`
}

export function doorPage(house: House) {
  const body = html`<form method="post" action="/cocina/entrar" class="sheet">
    <label>PIN <input name="pin" type="password" inputmode="numeric" required autocomplete="off" /></label>
    <button>Entrar</button>
  </form>`
  return page(house, 'Cocina', body)
}
