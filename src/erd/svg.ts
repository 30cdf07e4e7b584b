import { personalKinds } from '../kernel/personal.ts'
import { keyText, metrics, rightLines, typeText } from './box.ts'
import type { Diagram } from './diagram.ts'
import { type Box, layOut, type Line } from './layout.ts'

/** By tenancy class: the head of a table. */
const heads = {
  tenant: '#0f5c6e',
  reference: '#8a5a00',
  platform: '#5b3a8c',
  internal: '#454f5b',
  raw: '#7a2e2e',
} as const
/** By table referred to, in turn, so that a line can be followed. */
const inks = ['#0f766e', '#9a3412', '#4338ca', '#a21caf', '#15803d', '#b45309', '#0369a1', '#be123c'] as const
const top = 84
const foot = 82

/**
 * The diagram as a drawing of its own: no browser, no font file and no script is needed to make it, and the same tables
 * always give the same bytes.
 *
 * @returns an SVG document; light ground, text of one width
 */
export function toSvg(diagram: Diagram): string {
  const { boxes, lines, width: needed, height } = layOut(diagram)
  const width = Math.max(Math.ceil(needed), 760)
  const shift = Math.round((width - needed) / 2)
  const total = Math.ceil(height) + top + foot
  const own = diagram.entities.filter(({ outside }) => !outside)
  const personal = own.flatMap(({ columns }) => columns.filter((column) => column.personal))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" role="img" aria-label="${escape(diagram.title)}: tables and foreign keys">
<style>
text { font: 12px ui-monospace, SFMono-Regular, Menlo, 'DejaVu Sans Mono', 'Liberation Mono', monospace; fill: #1f2933; white-space: pre }
.title { font-size: 22px; font-weight: 700 } .faint { fill: #66727f } .name { fill: #fff; font-size: 13px; font-weight: 700 } .class { fill: #fff; opacity: .85; font-size: 11px }
.key { fill: #8a96a3; font-size: 10px } .pk { font-weight: 700 } .type { fill: #66727f } .mark { fill: #9d174d; font-size: 10px; font-weight: 700 } .right { fill: #3d4b58; font-size: 11px }
.line { fill: none; stroke-width: 1.6 } .maybe { stroke-dasharray: 5 3 } .end { fill: none; stroke-width: 1.6 }
</style>
<rect width="${width}" height="${total}" rx="10" fill="#f7f8fa"/>
<text x="30" y="42" class="title">${escape(diagram.title)}</text>
<text x="30" y="64" class="faint">${own.length} tables · ${own.reduce((sum, { columns }) => sum + columns.length, 0)} columns · ${personal.length} personal</text>
<g transform="translate(${shift} ${top})">
${lines.map(drawLine).join('\n')}
${lines.map(drawEnds).filter(Boolean).join('\n')}
${boxes.map(drawBox).join('\n')}
</g>
${legend(total - foot + 26, new Set(personal.map((column) => column.personal)))}
</svg>
`
}

function drawBox({ entity, x, y, width, height }: Box): string {
  if (entity.outside) {
    return `<g><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="7" fill="#fff" stroke="#a9b4bf" stroke-dasharray="4 3"/><text x="${x + metrics.inset}" y="${y + 22}" class="faint">${escape(entity.name)}</text>${entity.domain === undefined ? '' : `<text x="${x + width - metrics.inset}" y="${y + 22}" class="type" text-anchor="end">${escape(entity.domain)}</text>`}</g>`
  }
  const color = heads[entity.tenancy ?? 'raw']
  const right = x + width - metrics.inset
  const rows = entity.columns.map((column, index) => {
    const base = y + metrics.head + metrics.pad / 2 + index * metrics.row
    const type = typeText(column)
    const text = base + 13.5
    return [
      column.personal
        ? `<rect x="${x + 1}" y="${base}" width="${width - 2}" height="${metrics.row}" fill="#fdeaf2"/>`
        : '',
      `<text x="${x + metrics.inset}" y="${text}" class="key">${keyText(column)}</text>`,
      `<text x="${x + metrics.inset + 6 * metrics.character}" y="${text}"${column.inKey ? ' class="pk"' : ''}>${escape(column.name)}</text>`,
      column.personal
        ? `<text x="${right - (type.length + 2) * metrics.character}" y="${text}" class="mark" text-anchor="end">${column.personal}</text>`
        : '',
      `<text x="${right}" y="${text}" class="type" text-anchor="end">${escape(type)}</text>`,
    ].join('')
  })
  const rule = y + metrics.head + entity.columns.length * metrics.row + metrics.pad
  const rights = rightLines(entity)
  return `<g>
<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="7" fill="#fff" stroke="#c5ced6"/>
<path d="M${x} ${y + metrics.head}V${y + 7}a7 7 0 0 1 7-7H${x + width - 7}a7 7 0 0 1 7 7V${y + metrics.head}z" fill="${color}"/>
<text x="${x + metrics.inset}" y="${y + 22}" class="name">${escape(entity.name)}</text><text x="${right}" y="${y + 22}" class="class" text-anchor="end">${entity.tenancy ?? ''}</text>
${rows.join('\n')}
${rights.length === 0 ? '' : `<path d="M${x + 8} ${rule}H${x + width - 8}" stroke="#e1e6eb"/>`}
${rights.map((line, index) => `<text x="${x + metrics.inset}" y="${rule + 17 + index * metrics.line}" class="right">${escape(line)}</text>`).join('')}
</g>`
}

function drawLine({ net, relation, points }: Line): string {
  const ink = inks[net % inks.length]
  // Dashed up to the trunk only: where lines share a way, dashes of several would fill each other.
  const [start, turn, ...rest] = points
  if (relation?.optional === true && start && turn && rest.length > 0) {
    return `<path class="line maybe" stroke="${ink}" d="${pathOf([start, turn])}"/><path class="line" stroke="${ink}" d="${pathOf([turn, ...rest])}"/>`
  }
  return `<path class="line" stroke="${ink}" d="${pathOf(points)}"/>`
}

/** A crow's foot where many rows refer, a bar where one does at most, and a dot at the table referred to. */
function drawEnds({ net, relation, points, arrives }: Line): string {
  const ink = inks[net % inks.length]
  const [start, turn] = points
  const last = points.at(-1)
  const dot = arrives && last ? `<circle cx="${last[0]}" cy="${last[1]}" r="3.5" fill="${ink}"/>` : ''
  if (!relation || !start || !turn) return dot
  const [x, y] = start
  const away = Math.sign(turn[0] - x)
  const end = relation.single
    ? `M${x + 8 * away} ${y - 5}V${y + 5}`
    : `M${x} ${y - 4}L${x + 10 * away} ${y}L${x} ${y + 4}`
  return `${dot}<path class="end" stroke="${ink}" d="${end}"><title>${escape(relation.name)}</title></path>`
}

/** Corners rounded, as far as the way between two of them allows. */
function pathOf(points: Line['points']): string {
  return points
    .map(([x, y], index) => {
      const [before, after] = [points[index - 1], points[index + 1]]
      if (!before) return `M${x} ${y}`
      if (!after) return `L${x} ${y}`
      const towards = ([toX, toY]: readonly [number, number]) => {
        const way = Math.hypot(toX - x, toY - y)
        const part = way === 0 ? 0 : Math.min(7, way / 2) / way
        return `${round(x + (toX - x) * part)} ${round(y + (toY - y) * part)}`
      }
      return `L${towards(before)}Q${x} ${y} ${towards(after)}`
    })
    .join('')
}

function legend(y: number, used: ReadonlySet<string | undefined>): string {
  const marks = Object.entries(personalKinds)
    .flatMap(([kind, meaning]) => (used.has(kind) ? [`${kind}: ${meaning}`] : []))
    .join(' · ')
  return `<text x="30" y="${y}" class="faint">? may be null · = computed by the database · dashed line: a row may do without</text>
<text x="30" y="${y + 19}" class="faint">under each table: who may do what, * not with every row of the tenant</text>
<text x="30" y="${y + 38}" class="mark">${escape(marks === '' ? 'no personal data' : `personal data — ${marks}`)}</text>`
}

const round = (value: number): number => Math.round(value * 10) / 10

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
