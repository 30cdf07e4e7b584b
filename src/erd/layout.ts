import { boxHeight, boxWidth, metrics, portOf } from './box.ts'
import type { Diagram, Entity, Relation } from './diagram.ts'
import { orderLanes, type Touch } from './lanes.ts'
import { corridorId, type Net, netsOf } from './nets.ts'
import { rank } from './rank.ts'
import { stack, type Tops } from './stack.ts'

export interface Box {
  readonly entity: Entity
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A line, corner by corner, from where a relation begins (or a corridor ends) to the trunk and on towards its table. */
export interface Line {
  readonly net: number
  /** Undefined for the part through a corridor. */
  readonly relation: Relation | undefined
  readonly points: readonly (readonly [x: number, y: number])[]
  /** Its last point is the table itself. */
  readonly arrives: boolean
}

export interface Layout {
  readonly boxes: readonly Box[]
  readonly lines: readonly Line[]
  readonly width: number
  readonly height: number
}

const lane = 13
const margin = 30

/** The drawing with that many columns whose shape fits a page best. */
export function layOut(diagram: Diagram): Layout {
  const layouts = [1, 2, 3, 4, 5].map((columns) => place(diagram, columns))
  const fit = ({ width, height }: Layout) => Math.abs(Math.log(width / height / 1.3)) + (width > 1500 ? width / 500 : 0)
  return layouts.reduce((best, layout) => (fit(layout) < fit(best) ? layout : best))
}

/** A part of a net in one channel: where it comes in, and which of these leads on to its table. */
interface Trunk {
  readonly net: Net
  readonly root: Touch
  readonly ends: readonly { readonly touch: Touch; readonly relation: Relation | undefined }[]
}

function place(diagram: Diagram, count: number): Layout {
  const columns = rank(diagram, count)
  const columnOf = (name: string) => columns.findIndex((column) => column.some((entity) => entity.name === name))
  const nets = netsOf(diagram, columnOf)
  const tops = stack(columns, nets)
  const ports = portsOf(diagram, columnOf)
  const widths = columns.map((column) => Math.max(...column.map(boxWidth)))
  const channels = columns.map((_, channel) => trunksIn(channel, { nets, columnOf, tops, ports }))
  const orders = channels.map((trunks) =>
    orderLanes(trunks.map(({ root, ends }) => [root, ...ends.map(({ touch }) => touch)])),
  )
  const channelWidths = channels.map(({ length }, channel) =>
    length === 0 ? (channel === columns.length - 1 ? 0 : 40) : 52 + (length - 1) * lane,
  )
  const lefts = widths.map((_, column) => margin + sum(widths.slice(0, column)) + sum(channelWidths.slice(0, column)))
  const boxes = columns.flatMap((column, index) =>
    column.map((entity) => ({
      entity,
      x: lefts[index] ?? 0,
      y: tops.get(entity.name) ?? 0,
      width: widths[index] ?? 0,
      height: boxHeight(entity),
    })),
  )
  const lines = channels.flatMap((trunks, channel) => {
    const left = (lefts[channel] ?? 0) + (widths[channel] ?? 0)
    const right = left + (channelWidths[channel] ?? 0)
    const xOf = ({ side }: Touch) => (side === 'left' ? left : right)
    return trunks.flatMap(({ net, root, ends }, index) => {
      const x = left + 26 + (orders[channel] ?? []).indexOf(index) * lane
      return ends.map(({ touch, relation }) => ({
        net: nets.indexOf(net),
        relation,
        points: [
          [xOf(touch), touch.y],
          [x, touch.y],
          [x, root.y],
          [xOf(root), root.y],
        ] as const,
        arrives: (net.side === 'right' ? channel : channel + 1) === columnOf(net.target),
      }))
    })
  })
  const passages = nets.flatMap((net, index) =>
    net.passes.map((column) => {
      const y = (tops.get(corridorId(net, column)) ?? 0) + 6
      const x = lefts[column] ?? 0
      return {
        net: index,
        relation: undefined,
        points: [
          [x, y],
          [x + (widths[column] ?? 0), y],
        ] as const,
        arrives: false,
      }
    }),
  )
  return {
    boxes,
    lines: [...passages, ...lines],
    width: margin * 2 + sum(widths) + sum(channelWidths),
    height: Math.max(...boxes.map(({ y, height }) => y + height)),
  }
}

/** Where each line begins, from the top of its table: at the row of its column, beside others that begin there too. */
function portsOf({ entities, relations }: Diagram, columnOf: (name: string) => number): ReadonlyMap<Relation, number> {
  const leaves = (relation: Relation) =>
    `${relation.from}.${relation.column} ${columnOf(relation.from) > columnOf(relation.to) ? 'left' : 'right'}`
  return new Map(
    relations.map((relation) => {
      const beside = relations.filter((other) => leaves(other) === leaves(relation))
      const entity = entities.find(({ name }) => name === relation.from)
      const aside = (beside.indexOf(relation) - (beside.length - 1) / 2) * 8
      return [relation, (entity ? portOf(entity, relation.column) : 0) + aside]
    }),
  )
}

interface Where {
  readonly nets: readonly Net[]
  readonly columnOf: (name: string) => number
  readonly tops: Tops
  readonly ports: ReadonlyMap<Relation, number>
}

function trunksIn(channel: number, { nets, columnOf, tops, ports }: Where): readonly Trunk[] {
  const top = (id: string) => tops.get(id) ?? 0
  return nets.flatMap((net) => {
    const at = columnOf(net.target)
    const head = top(net.target) + metrics.head / 2
    const corridor = (column: number, side: Touch['side']): Touch => ({ side, y: top(corridorId(net, column)) + 6 })
    const inside = net.side === 'right' ? channel >= at : channel < at
    if (!inside) return []
    // Seen from the table: the near side of the channel leads to it, the far side to those that refer to it.
    const [near, far] = net.side === 'right' ? ([channel, channel + 1] as const) : ([channel + 1, channel] as const)
    const [nearSide, farSide] = net.side === 'right' ? (['left', 'right'] as const) : (['right', 'left'] as const)
    const here = net.relations.filter(({ from }) => columnOf(from) === far || (near === at && columnOf(from) === at))
    const ends = [
      ...here.map((relation) => {
        const side = columnOf(relation.from) === far ? farSide : nearSide
        return { touch: { side, y: top(relation.from) + (ports.get(relation) ?? 0) }, relation }
      }),
      ...(net.passes.includes(far) ? [{ touch: corridor(far, farSide), relation: undefined }] : []),
    ]
    if (ends.length === 0) return []
    return [{ net, root: near === at ? { side: nearSide, y: head } : corridor(near, nearSide), ends }]
  })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0)
}
