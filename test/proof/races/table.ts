import { twinFailed, violationsOf } from './prove.ts'
import type { Form, Tried } from './try.ts'

const columns = ['race', 'attempts', 'orders', 'violations', 'naive: storm', 'naive: orders', 'seconds'] as const
const WIDTHS = [22, 9, 7, 11, 13, 14, 8] as const

const line = (cells: readonly string[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(WIDTHS[0]) : cell.padStart(WIDTHS[i] ?? 0))).join(' ')

export const head = (): string => line(columns)

export function rowOf(tried: Tried, seconds: number): string {
  const { race, verb, naive } = tried
  return line([
    race.name,
    String(verb.stormed.attempts),
    String(verb.explored.interleavings),
    String(violationsOf(tried)),
    naive.stormed.broken.length > 0 ? 'fails' : 'SURVIVES',
    `${naive.explored.broken.length} of ${naive.explored.interleavings}`,
    seconds.toFixed(1),
  ])
}

/** What did not come out as it must, in words, with the order of turns that shows it again. */
export function faultsOf(tried: Tried): readonly string[] {
  const { race } = tried
  return [
    ...broken(tried.verb).map((what) => `VIOLATION ${race.name}: ${race.rule} — ${what}`),
    ...(twinFailed(tried)
      ? []
      : [`SURVIVES ${race.name}: its naive twin must break the rule when it races, and then alone`]),
  ]
}

const broken = ({ explored, stormed }: Form): readonly string[] => [
  ...explored.broken.map(
    ({ order, what }) => `order ${order.map((i) => 'ABC'.charAt(i)).join('')}: ${what.join('; ')}`,
  ),
  ...stormed.broken.map((what) => `storm: ${what.join('; ')}`),
]
