import type { MenuDish, OrderLineInput } from '@platform/db'
import { html } from 'hono/html'
import type { House } from '../house.ts'
import { page } from './layout.ts'

export function cartPage(
  house: House,
  cart: readonly OrderLineInput[],
  dishes: ReadonlyMap<string, MenuDish>,
  notice = '',
) {
  if (cart.length === 0) {
    return page(house, 'Carrito', html`<p>Está vacío. <a href="/">Ver la carta</a></p>`, { notice })
  }
  const body = html`
    <ul class="lines">
      ${cart.map(
        (line, i) =>
          html`<li class="row">
            <span
              >${line.quantity} × ${dishes.get(line.menuItemId)?.name ?? 'ya no está en la carta'}
              <span class="soft">${chosen(line, dishes.get(line.menuItemId))}</span></span
            >
            <form method="post" action="/carrito/quitar">
              <button class="quiet" name="line" value="${i}">Quitar</button>
            </form>
          </li>`,
      )}
    </ul>
    <form method="post" action="/cuenta" class="sheet">
      <label>Tu nombre <input name="name" required maxlength="60" autocomplete="given-name" /></label>
      <label>Cupón <input name="coupon" maxlength="40" /></label>
      <label>Propina, en pesos <input name="tip" inputmode="decimal" pattern="[0-9]{1,5}([.][0-9]{1,2})?" /></label>
      <label>Notas para la cocina <input name="notes" maxlength="200" /></label>
      <button>Ver la cuenta</button>
    </form>
  `
  return page(house, 'Carrito', body, { notice })
}

function chosen({ choices = [] }: OrderLineInput, dish: MenuDish | undefined): string {
  const names = choices.flatMap(({ groupId, optionId }) => {
    const group = dish?.groups.find(({ id }) => id === groupId)
    return group?.options.find(({ id }) => id === optionId)?.name ?? []
  })
  return names.join(', ')
}
