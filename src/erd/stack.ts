import { boxHeight, metrics, portOf } from './box.ts'
import type { Entity } from './diagram.ts'
import { corridorId, type Net } from './nets.ts'

/** What stands in a column of the page: a table, or the corridor through which a net passes. */
export interface Item {
  readonly id: string
  readonly entity: Entity | undefined
  readonly height: number
}

/** The top of every item, by its id. */
export type Tops = ReadonlyMap<string, number>

const gapBetween = (above: Item, below: Item): number =>
  above.entity && below.entity ? 28 : above.entity || below.entity ? 20 : 0

/**
 * The order of the items in every column, and where each begins: so that lines are short. Moves one item at a time to
 * where it costs least, until nothing gets better: the same tables always give the same drawing.
 */
export function stack(columns: readonly (readonly Entity[])[], nets: readonly Net[]): Tops {
  let order = columns.map((entities, column): readonly Item[] => [
    ...entities.map((entity) => ({ id: entity.name, entity, height: boxHeight(entity) })),
    ...nets
      .filter(({ passes }) => passes.includes(column))
      .map((net) => ({ id: corridorId(net, column), entity: undefined, height: 12 })),
  ])
  const entities = new Map(columns.flat().map((entity) => [entity.name, entity]))
  const links = linksOf(columns, nets, entities)
  let least = costOf(links, centred(order))
  for (let better = true; better;) {
    better = false
    for (const [column, items] of order.entries()) {
      for (const item of items) {
        for (let place = 0; place < items.length; place++) {
          const others = (order[column] ?? []).filter(({ id }) => id !== item.id)
          const moved = order.with(column, others.toSpliced(place, 0, item))
          const cost = costOf(links, centred(moved))
          if (cost < least - 0.5) {
            least = cost
            order = moved
            better = true
          }
        }
      }
    }
  }
  return settled(order, links)
}

/** Two ends that should be at one height. */
interface Link {
  readonly from: string
  readonly fromPort: number
  readonly to: string
  readonly toPort: number
}

function linksOf(
  columns: readonly (readonly Entity[])[],
  nets: readonly Net[],
  entities: ReadonlyMap<string, Entity>,
): readonly Link[] {
  const columnOf = (name: string) => columns.findIndex((column) => column.some((entity) => entity.name === name))
  const headOf = (name: string) => ({ id: name, port: metrics.head / 2 })
  return nets.flatMap((net) => {
    const at = columnOf(net.target)
    // The nearest part of the net on the way from a column to the table: a corridor, or the table itself.
    const towards = (column: number) => {
      const next = net.side === 'right' ? column - 1 : column + 1
      return column !== at && net.passes.includes(next) ? { id: corridorId(net, next), port: 6 } : headOf(net.target)
    }
    return [
      ...net.relations.map(({ from, column }) => {
        const end = towards(columnOf(from))
        const entity = entities.get(from)
        return { from, fromPort: entity ? portOf(entity, column) : 0, to: end.id, toPort: end.port }
      }),
      ...net.passes.map((column) => {
        const end = towards(column)
        return { from: corridorId(net, column), fromPort: 6, to: end.id, toPort: end.port }
      }),
    ]
  })
}

function costOf(links: readonly Link[], tops: Tops): number {
  return links.reduce(
    (sum, { from, fromPort, to, toPort }) =>
      sum + Math.abs((tops.get(from) ?? 0) + fromPort - (tops.get(to) ?? 0) - toPort),
    0,
  )
}

function heightOf(items: readonly Item[]): number {
  return items.reduce((sum, item, index) => {
    const above = items[index - 1]
    return sum + item.height + (above ? gapBetween(above, item) : 0)
  }, 0)
}

/** One under the other, each column in the middle of the page. */
function centred(order: readonly (readonly Item[])[]): Map<string, number> {
  const tops = new Map<string, number>()
  const highest = Math.max(...order.map(heightOf))
  for (const items of order) {
    let top = (highest - heightOf(items)) / 2
    for (const [index, item] of items.entries()) {
      const above = items[index - 1]
      if (above) top += gapBetween(above, item)
      tops.set(item.id, snapped(top))
      top += item.height
    }
  }
  return tops
}

/** In the same order, each as near as can be to what it is joined to, and the page no higher. */
function settled(order: readonly (readonly Item[])[], links: readonly Link[]): Tops {
  const tops = centred(order)
  const highest = Math.max(...order.map(heightOf))
  for (let round = 0; round < 12; round++) {
    for (const items of round % 2 === 0 ? order : [...order].reverse()) {
      let floor = 0
      for (const [index, item] of items.entries()) {
        const above = items[index - 1]
        if (above) floor = (tops.get(above.id) ?? 0) + above.height + gapBetween(above, item)
        const ceiling = highest - heightOf(items.slice(index))
        const wanted = wantedTop(item.id, links, tops) ?? tops.get(item.id) ?? 0
        tops.set(item.id, snapped(Math.max(floor, Math.min(ceiling, wanted))))
      }
    }
  }
  return tops
}

/** Halves of pixels, as rows have them: two ends that can be at one height are. */
const snapped = (y: number): number => Math.round(y * 2) / 2

/** The middle of the heights at which its lines would be straight. */
function wantedTop(id: string, links: readonly Link[], tops: Tops): number | undefined {
  const wanted = links
    .flatMap(({ from, fromPort, to, toPort }) => {
      if (from === to) return []
      if (from === id) return [(tops.get(to) ?? 0) + toPort - fromPort]
      if (to === id) return [(tops.get(from) ?? 0) + fromPort - toPort]
      return []
    })
    .sort((a, b) => a - b)
  return wanted[Math.floor((wanted.length - 1) / 2)]
}
