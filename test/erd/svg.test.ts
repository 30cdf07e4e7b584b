import { describe, expect, test } from 'vitest'
import { portOf } from '../../src/erd/box.ts'
import { diagramOf, tablesIn } from '../../src/erd/diagram.ts'
import { domains } from '../../src/erd/domains.ts'
import { type Box, layOut, type Layout } from '../../src/erd/layout.ts'
import { toSvg } from '../../src/erd/svg.ts'
import * as schema from '../../src/schema.ts'
import { aDiagram } from './a-diagram.ts'

const diagrams = [
  aDiagram(),
  ...Object.entries(domains).map(([domain, tables]) => diagramOf(domain, tables, tablesIn(schema))),
]

/** The straight parts of every line. */
function parts({ lines }: Layout) {
  return lines.flatMap(({ points }) =>
    points.slice(1).map(([toX, toY], index) => {
      const [x, y] = points[index]!
      return { left: Math.min(x, toX), right: Math.max(x, toX), top: Math.min(y, toY), bottom: Math.max(y, toY) }
    }),
  )
}

/** Strictly inside: a line ends on the edge of a box. */
const crosses = (box: Box, part: ReturnType<typeof parts>[number]) =>
  part.right > box.x && part.left < box.x + box.width && part.bottom > box.y && part.top < box.y + box.height

describe.each(diagrams.map((diagram) => [diagram.title, diagram] as const))('the drawing of %s', (_, diagram) => {
  const layout = layOut(diagram)

  test('has every table, and none over another', () => {
    expect(layout.boxes.map(({ entity }) => entity.name).sort()).toEqual(diagram.entities.map(({ name }) => name))
    for (const a of layout.boxes) {
      for (const b of layout.boxes) {
        if (a === b) continue
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
        expect(apart, `${a.entity.name} and ${b.entity.name}`).toBe(true)
      }
    }
  })

  test('has straight lines that go round every table', () => {
    for (const part of parts(layout)) {
      expect(part.left === part.right || part.top === part.bottom).toBe(true)
      expect(layout.boxes.filter((box) => crosses(box, part)).map(({ entity }) => entity.name)).toEqual([])
    }
  })

  test('begins every foreign key beside its column, and ends it at the table that it names', () => {
    const drawn = layout.lines.flatMap(({ relation }) => (relation ? [relation] : []))
    expect(drawn.map(({ name }) => name).sort()).toEqual(diagram.relations.map(({ name }) => name))
    const boxOf = (name: string) => layout.boxes.find(({ entity }) => entity.name === name)!
    for (const { relation, points } of layout.lines) {
      if (!relation) continue
      const box = boxOf(relation.from)
      const [x, y] = points[0]!
      expect([box.x, box.x + box.width]).toContain(x)
      expect(Math.abs(y - box.y - portOf(box.entity, relation.column))).toBeLessThan(9.5)
    }
    const targets = new Set(diagram.relations.map(({ to }) => to))
    for (const name of targets) {
      const { x, y, width, entity } = boxOf(name)
      const arriving = layout.lines.filter(({ arrives, points }) => {
        const [endX, endY] = points.at(-1)!
        return arrives && (endX === x || endX === x + width) && endY === y + portOf(entity)
      })
      expect(arriving.length, name).toBeGreaterThan(0)
    }
  })

  test('keeps its text inside', () => {
    const svg = toSvg(diagram)
    const width = Number(/^<svg [^>]*?width="(\d+)"/.exec(svg)?.[1])
    const texts = [...svg.matchAll(/<text x="([\d.]+)"[^>]*?(text-anchor="end")?>([^<]*)<\/text>/g)]
    expect(texts.length).toBeGreaterThan(diagram.entities.length)
    for (const [, x, end, text = ''] of texts) {
      if (end === undefined) expect(Number(x) + text.length * 7.25, text).toBeLessThan(width)
    }
  })
})

test('what has a meaning in XML is written as text', () => {
  expect(toSvg(aDiagram())).toContain('class="title">lockers &lt;own&gt;</text>')
})

test('a personal column is marked, and the legend says what the mark means', () => {
  const svg = toSvg(aDiagram())
  expect(svg).toMatch(/class="mark" text-anchor="end">words<\/text>/)
  expect(svg).toContain('personal data — words: their own words, which may hold any of it')
})

test('policies stand under the columns', () => {
  const svg = toSvg(aDiagram())
  expect([...svg.matchAll(/class="right">([^<]*)</g)].map(([, text]) => text)).toEqual(
    expect.arrayContaining(['select every actor', 'select customer* courier* staff', 'update staff']),
  )
})
