import type { Quote } from '@platform/db'
import { formatMXN, type Money } from '@platform/db/money'
import { html } from 'hono/html'
import type { House } from '../house.ts'
import { page } from './layout.ts'

/** The bill as the database worked it out. The form sends back which one it is, and no amount. */
export function billPage(house: House, quote: Quote, key: string) {
  const until = new Intl.DateTimeFormat('es-MX', { timeStyle: 'short', timeZone: house.timeZone }).format(
    quote.expiresAt,
  )
  const body = html`
    <table class="bill">
      ${quote.lines.map(
        ({ quantity, name, modifiers, gross }) =>
          html`<tr>
            <td>
              ${quantity} × ${name}
              <span class="soft">${modifiers.map(({ optionName }) => optionName).join(', ')}</span>
            </td>
            <td>${formatMXN(gross)}</td>
          </tr>`,
      )}
      ${quote.adjustments.map(({ name, amount }) => sum(name, amount.negated()))}
      ${quote.tip.isZero() ? '' : sum('Propina', quote.tip)}
      <tr class="total">
        <td>Total</td>
        <td>${formatMXN(quote.total)}</td>
      </tr>
      <tr class="soft">
        <td>IVA incluido</td>
        <td>${formatMXN(quote.iva)}</td>
      </tr>
    </table>
    <form method="post" action="/pedido" class="sheet">
      <input type="hidden" name="quote" value="${quote.id}" />
      <input type="hidden" name="key" value="${key}" />
      <button>Pedir</button>
      <p class="soft">Pagas al recoger. Este precio vale hasta las ${until}</p>
    </form>
  `
  return page(house, 'Tu cuenta', body)
}

function sum(name: string, amount: Money) {
  return html`<tr>
    <td>${name}</td>
    <td>${formatMXN(amount)}</td>
  </tr>`
}
