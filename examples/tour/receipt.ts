import type { Branch, OrderDetail, Quote } from '@platform/db'
import { toWords } from '@platform/db/pricing'
import { formatMXN, isZero, lineTaxes, type Money, type Rate, subtract, sum, toCentavos } from '@platform/db/money'
import { center, clock, lineOf, row, rule, totalsOf } from './paper.ts'

const services = { delivery: 'A domicilio', pickup: 'Para recoger', dine_in: 'En mesa' } as const

/** What a customer sees before they say yes. */
export function quoteSheet(quote: Quote, timeZone: string): readonly string[] {
  return [
    `${services[quote.service]}, vale hasta las ${clock(timeZone, quote.expiresAt)}`,
    rule,
    ...quote.lines.flatMap(lineOf),
    rule,
    ...totalsOf(quote),
  ]
}

/** A receipt in Spanish, as a ticket printer would set it. Taxes are added up at 6 decimals and rounded once per rate. */
export function receipt(
  restaurant: string,
  branch: Branch,
  order: OrderDetail,
  paid: readonly string[] = [],
): readonly string[] {
  const placed = new Intl.DateTimeFormat('es-MX', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: branch.timeZone,
  }).format(order.placedAt)
  return [
    center(restaurant.toUpperCase()),
    center(`${branch.street} ${branch.exteriorNumber}, ${branch.neighborhood}`),
    center(`${branch.municipality}, ${branch.state}, C.P. ${branch.postalCode}`),
    rule,
    `Folio ${order.folio} · día ${order.businessOn} · ${services[order.service]}`,
    placed,
    rule,
    ...order.lines.flatMap(lineOf),
    rule,
    ...totalsOf(order),
    toWords(order.total),
    rule,
    'IVA incluido en los precios:',
    ...ivaByRate(order).map(({ name, base, iva }) => row(`  ${name} sobre ${formatMXN(base)}`, iva)),
    ...paid,
    rule,
    center('¡Gracias por su compra!'),
  ]
}

/** As the lines of the order were taxed when it was placed. */
function ivaByRate(order: OrderDetail): readonly { name: string; base: Money; iva: Money }[] {
  const shares: { rate: Rate | null; base: Money; iva: Money }[] = order.lines.map(({ ivaRate, ivaBase, iva }) => ({
    rate: ivaRate,
    base: ivaBase,
    iva,
  }))
  const delivery = subtract(order.deliveryFee, order.deliveryDiscount)
  if (!isZero(delivery)) {
    shares.push({ rate: order.deliveryIvaRate, ...lineTaxes(delivery, order.deliveryIvaRate) })
  }
  return [...new Set(shares.map(({ rate }) => nameOf(rate)))].map((name) => {
    const group = shares.filter(({ rate }) => nameOf(rate) === name)
    return {
      name,
      base: toCentavos(sum(group.map(({ base }) => base))),
      iva: toCentavos(sum(group.map(({ iva }) => iva))),
    }
  })
}

function nameOf(rate: Rate | null): string {
  return rate === null ? 'Exento' : `IVA ${rate.times(100).toFixed()} %`
}
