import { formatMXN, isZero, type Money } from '@platform/db/money'

const WIDTH = 50

export const rule = '-'.repeat(WIDTH)

export function center(text: string): string {
  return ' '.repeat(Math.max(0, Math.floor((WIDTH - text.length) / 2))) + text
}

/** A label on the left, an amount on the right. */
export function row(label: string, amount: Money, sign = ''): string {
  const value = sign + formatMXN(amount)
  return label.slice(0, WIDTH - value.length - 1).padEnd(WIDTH - value.length) + value
}

/** The same, but for an amount that is not there. */
export function rowUnlessZero(label: string, amount: Money, sign = ''): readonly string[] {
  return isZero(amount) ? [] : [row(label, amount, sign)]
}

interface PaperLine {
  readonly name: string
  readonly quantity: number
  readonly gross: Money
  readonly discount: Money
  readonly modifiers: readonly { readonly optionName: string; readonly quantity: number; readonly price: Money }[]
}

/** A line of a quote or of an order, with what was chosen on it. */
export function lineOf({ name, quantity, gross, discount, modifiers }: PaperLine): readonly string[] {
  return [
    row(`${quantity} ${name}`, gross),
    ...modifiers.map(
      ({ optionName, quantity: times, price }) =>
        `    ${times > 1 ? `${times} × ` : ''}${optionName}${isZero(price) ? '' : ` (+${formatMXN(price)})`}`,
    ),
    ...rowUnlessZero('    descuento', discount, '-'),
  ]
}

interface Bill {
  readonly subtotal: Money
  readonly adjustments: readonly { readonly name: string; readonly fundedBy: string; readonly amount: Money }[]
  readonly deliveryFee: Money
  readonly tip: Money
  readonly total: Money
  readonly iva: Money
}

/** What stands below the lines. Each amount is the database's; none is added up here. */
export function totalsOf({ subtotal, adjustments, deliveryFee, tip, total, iva }: Bill): readonly string[] {
  return [
    row('Subtotal', subtotal),
    ...adjustments.map(({ name, fundedBy, amount }) => row(`${name} (${payers[fundedBy] ?? fundedBy})`, amount, '-')),
    ...rowUnlessZero('Envío', deliveryFee),
    ...rowUnlessZero('Propina (voluntaria, sin IVA)', tip),
    row('TOTAL', total),
    row('  IVA incluido', iva),
  ]
}

const payers: Readonly<Record<string, string>> = { restaurant: 'lo paga el restaurante', platform: 'lo paga la app' }

/** The clock on the wall of a branch. */
export function clock(timeZone: string, moment: Date): string {
  return new Intl.DateTimeFormat('es-MX', { timeStyle: 'short', timeZone }).format(moment)
}

/** The day on that wall, `YYYY-MM-DD`. */
export function today(timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(new Date())
}

/** Some lines, moved to the right. */
export function indented(lines: readonly string[]): string {
  return lines.map((line) => `   ${line}`.trimEnd()).join('\n')
}
