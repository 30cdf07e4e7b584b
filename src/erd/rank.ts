import { boxHeight } from './box.ts'
import type { Diagram, Entity } from './diagram.ts'

const gap = 28

/**
 * Which column of the page each table stands in: one is never left of what it refers to, but where references go round
 * in a circle. As many columns as asked for, about equally high.
 */
export function rank(diagram: Diagram, columns: number): readonly (readonly Entity[])[] {
  const depth = depths(diagram)
  const of = (entity: Entity): number => depth.get(entity.name) ?? 0
  const inOrder = [...diagram.entities].sort((a, b) => of(a) - of(b))
  return cut(inOrder, columns)
}

/** The longest way to a table that refers to nothing else; other domains' tables go right before the first that needs them. */
function depths({ entities, relations }: Diagram): ReadonlyMap<string, number> {
  const parents = new Map(entities.map(({ name }) => [name, new Set<string>()]))
  for (const { from, to } of relations) if (from !== to) parents.get(from)?.add(to)
  const depth = new Map<string, number>()
  const under = new Set<string>()
  const depthOf = (name: string): number => {
    const known = depth.get(name)
    if (known !== undefined) return known
    under.add(name)
    // A reference to what is still being looked at closes a circle: that one goes backwards.
    const found = [...(parents.get(name) ?? [])].filter((parent) => !under.has(parent)).map(depthOf)
    under.delete(name)
    const own = found.length === 0 ? 0 : Math.max(...found) + 1
    depth.set(name, own)
    return own
  }
  for (const { name } of entities) depthOf(name)
  for (const { name } of entities.filter(({ outside }) => outside)) {
    const children = relations.filter(({ to }) => to === name).map(({ from }) => depth.get(from) ?? 1)
    depth.set(name, Math.max(0, Math.min(...children) - 1))
  }
  return depth
}

/** Cuts a sequence into parts whose highest is as low as it can be. */
function cut(entities: readonly Entity[], parts: number): readonly (readonly Entity[])[] {
  const heights = entities.map((entity) => boxHeight(entity) + gap)
  const heightOf = (from: number, to: number) => heights.slice(from, to).reduce((sum, height) => sum + height, 0)
  const best = (from: number, left: number): { readonly high: number; readonly ends: readonly number[] } => {
    if (left === 1) return { high: heightOf(from, entities.length), ends: [entities.length] }
    let found = { high: Infinity, ends: [] as readonly number[] }
    for (let end = from + 1; end <= entities.length - left + 1; end++) {
      const rest = best(end, left - 1)
      const high = Math.max(heightOf(from, end), rest.high)
      if (high < found.high) found = { high, ends: [end, ...rest.ends] }
    }
    return found
  }
  const { ends } = best(0, Math.min(parts, entities.length))
  return ends.map((end, index) => entities.slice(ends[index - 1] ?? 0, end))
}
