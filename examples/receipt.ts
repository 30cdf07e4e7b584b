import type { Branch, OrderDetail, Payment } from '../src/index.ts'
import { toWords } from '../src/pricing.ts'
import { formatMXN, isZero, lineTaxes, type Money, type Rate, sum, toCentavos } from '../src/money.ts'

const WIDTH = 46

const services = { delivery: 'A domicilio', pickup: 'Para recoger', dine_in: 'En mesa' } as const
const methods = { card: 'Tarjeta', cash: 'Efectivo', spei: 'SPEI', wallet: 'Monedero' } as const

/** A receipt in Spanish, as a ticket printer would set it. Taxes are added up at 6 decimals and rounded once. */
export function receipt(restaurant: string, branch: Branch, order: OrderDetail, payment: Payment): string {
  const placed = new Intl.DateTimeFormat('es-MX', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: branch.timeZone,
  }).format(order.placedAt)
  const lines = order.lines.flatMap((line) => [
    row(`${line.quantity} ${line.name}`, line.gross),
    ...line.modifiers.map(
      ({ optionName, price }) => `    ${optionName}${isZero(price) ? '' : ` (+${formatMXN(price)})`}`,
    ),
    ...(isZero(line.discount) ? [] : [row('    descuento', line.discount, '-')]),
  ])
  return [
    center(restaurant.toUpperCase()),
    center(`${branch.street} ${branch.exteriorNumber}, ${branch.neighborhood}`),
    center(`${branch.municipality}, ${branch.state}, C.P. ${branch.postalCode}`),
    rule,
    `Folio ${order.folio} · día ${order.businessOn} · ${services[order.service]}`,
    placed,
    rule,
    ...lines,
    rule,
    row('Subtotal', order.subtotal),
    ...(isZero(order.discount) ? [] : [row('Descuento', order.discount, '-')]),
    ...(isZero(order.deliveryFee) ? [] : [row('Envío', order.deliveryFee)]),
    ...(isZero(order.tip) ? [] : [row('Propina (voluntaria, sin IVA)', order.tip)]),
    row('TOTAL', order.total),
    toWords(order.total),
    rule,
    'IVA incluido en los precios:',
    ...ivaByRate(order).map(({ name, base, iva }) => row(`  ${name} sobre ${formatMXN(base)}`, iva)),
    `Pagado: ${methods[payment.method]} ${formatMXN(payment.amount)}`,
    rule,
    center('¡Gracias por su compra!'),
  ].join('\n')
}

function ivaByRate(order: OrderDetail): readonly { name: string; base: Money; iva: Money }[] {
  const shares: { rate: Rate | null; base: Money; iva: Money }[] = order.lines.map(({ ivaRate, ivaBase, iva }) => ({
    rate: ivaRate,
    base: ivaBase,
    iva,
  }))
  if (!isZero(order.deliveryFee)) {
    shares.push({ rate: order.deliveryIvaRate, ...lineTaxes(order.deliveryFee, order.deliveryIvaRate) })
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

const rule = '-'.repeat(WIDTH)

function center(text: string): string {
  return ' '.repeat(Math.max(0, Math.floor((WIDTH - text.length) / 2))) + text
}

function row(label: string, amount: Money, sign = ''): string {
  const value = sign + formatMXN(amount)
  return label.slice(0, WIDTH - value.length - 1).padEnd(WIDTH - value.length) + value
}
