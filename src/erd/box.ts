import type { Right } from '../kernel/right.ts'
import type { Entity, EntityColumn } from './diagram.ts'

/** Sizes in pixels. A drawing made without a browser has to know how wide text is, so it is all of one width. */
export const metrics = { character: 7.25, row: 19, head: 34, line: 17, pad: 12, inset: 14 } as const

/** The lines under the columns: who may do what. */
export function rightLines(entity: Entity): readonly string[] {
  switch (entity.tenancy) {
    case 'tenant':
      return entity.rights.map((right) => `${right.command.padEnd(6)} ${whoMay(right)}`)
    case 'reference':
      return ['select every actor']
    case 'platform':
      return ['administrators only']
    case 'internal':
      return ['granted to nobody']
    case undefined:
      return []
  }
}

/** `customer* staff service`: with a star, not every row. */
export function whoMay({ everyRow, someRows }: Right): string {
  return [...someRows.map((kind) => `${kind}*`), ...everyRow].join(' ')
}

/** What stands at the right of a column's row: `numeric(9,6)?`, with `=` for one that the database computes. */
export function typeText({ type, nullable, generated }: EntityColumn): string {
  return `${type}${nullable ? '?' : ''}${generated ? ' =' : ''}`
}

/** `PK`, `FK` or both, in one width. */
export function keyText({ inKey, refers }: EntityColumn): string {
  return `${inKey ? 'PK' : '  '} ${refers ? 'FK' : '  '}`
}

export function boxWidth(entity: Entity): number {
  const rows = entity.columns.map(
    (column) =>
      6 + column.name.length + 2 + typeText(column).length + (column.personal ? column.personal.length + 3 : 0),
  )
  const head = entity.name.length * 1.1 + (entity.domain ?? entity.tenancy ?? '').length + 4
  return Math.ceil(
    Math.max(head, ...rows, ...rightLines(entity).map((line) => line.length)) * metrics.character + 2 * metrics.inset,
  )
}

export function boxHeight(entity: Entity): number {
  if (entity.outside) return metrics.head
  const rights = rightLines(entity).length
  return (
    metrics.head +
    entity.columns.length * metrics.row +
    metrics.pad +
    (rights > 0 ? rights * metrics.line + metrics.pad : 0)
  )
}

/** Where a line leaves a box, from its top: at the row of the column, or at the head for a table that it names. */
export function portOf(entity: Entity, column?: string): number {
  const row = entity.columns.findIndex(({ name }) => name === column)
  return row === -1 ? metrics.head / 2 : metrics.head + metrics.pad / 2 + (row + 0.5) * metrics.row
}
