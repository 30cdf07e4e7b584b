import type { OrderDetail, OrderStep } from '@platform/db'
import { formatMXN, type Money } from '@platform/db/money'
import { html } from 'hono/html'
import type { House } from '../house.ts'
import { page } from './layout.ts'

const said: Readonly<Record<string, string>> = {
  placed: 'Lo recibimos',
  accepted: 'Aceptado',
  preparing: 'En la cocina',
  ready: 'Listo: pasa por él',
  on_the_way: 'En camino',
  delivered: 'Entregado. ¡Provecho!',
  rejected: 'No pudimos aceptarlo',
  cancelled: 'Cancelado',
}
const ended: ReadonlySet<string> = new Set(['delivered', 'rejected', 'cancelled'])

export function orderPage(house: House, order: OrderDetail, timeline: readonly OrderStep[], notice = '') {
  const clock = new Intl.DateTimeFormat('es-MX', { timeStyle: 'short', timeZone: house.timeZone })
  const body = html`
    <p class="status">${said[order.status]}</p>
    <ol class="timeline">
      ${timeline.map(({ to, at, reason }) => html`<li><time>${clock.format(at)}</time> ${said[to]} <span class="soft">${reason}</span></li>`)}
    </ol>
    <table class="bill">
      ${order.lines.map(
        ({ quantity, name, modifiers, gross }) =>
          html`<tr>
            <td>
              ${quantity} × ${name}
              <span class="soft">${modifiers.map(({ optionName }) => optionName).join(', ')}</span>
            </td>
            <td>${formatMXN(gross)}</td>
          </tr>`,
      )}
      <tr class="total">
        <td>Total</td>
        <td>${formatMXN(order.total)}</td>
      </tr>
    </table>
    ${
      order.status === 'placed'
        ? html`<form method="post" action="/pedido/${order.id}/cancelar">
            <button class="quiet">Cancelar el pedido</button>
          </form>`
        : ''
    }
  `
  return page(house, `Pedido ${order.folio}`, body, { notice, refresh: ended.has(order.status) ? 0 : 5 })
}

export function ordersPage(
  house: House,
  orders: readonly {
    readonly id: string
    readonly folio: number
    readonly businessOn: string
    readonly status: string
    readonly total: Money
  }[],
) {
  const body =
    orders.length === 0
      ? html`<p>Todavía no hay ninguno. <a href="/">Ver la carta</a></p>`
      : html`<ul class="lines">
          ${orders.map(
            ({ id, folio, businessOn, status, total }) =>
              html`<li class="row">
                <a href="/pedido/${id}">${businessOn}, folio ${folio}</a><span>${said[status]}</span
                ><strong>${formatMXN(total)}</strong>
              </li>`,
          )}
        </ul>`
  return page(house, 'Mis pedidos', body)
}
