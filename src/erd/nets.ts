import type { Diagram, Relation } from './diagram.ts'

/** All lines to one table on one side of it: they meet in one trunk, and go the rest of the way together. */
export interface Net {
  readonly id: string
  readonly target: string
  readonly side: 'right' | 'left'
  readonly relations: readonly Relation[]
  /** The columns of the page that it goes through, between two tables. */
  readonly passes: readonly number[]
}

/** Names the place in a column of the page where a net goes through. */
export const corridorId = (net: Net, column: number): string => `${net.id}${column}`

export function netsOf({ relations }: Diagram, columnOf: (name: string) => number): readonly Net[] {
  const nets: Net[] = []
  for (const target of new Set(relations.map(({ to }) => to))) {
    const at = columnOf(target)
    const there = relations.filter(({ to }) => to === target)
    const right = there.filter(({ from }) => columnOf(from) >= at)
    const left = there.filter(({ from }) => columnOf(from) < at)
    if (right.length > 0) {
      const last = Math.max(...right.map(({ from }) => columnOf(from)))
      nets.push({ id: `${target}>`, target, side: 'right', relations: right, passes: between(at, last) })
    }
    if (left.length > 0) {
      const first = Math.min(...left.map(({ from }) => columnOf(from)))
      nets.push({ id: `${target}<`, target, side: 'left', relations: left, passes: between(first, at) })
    }
  }
  return nets
}

function between(low: number, high: number): readonly number[] {
  return Array.from({ length: Math.max(0, high - low - 1) }, (_, index) => low + 1 + index)
}
