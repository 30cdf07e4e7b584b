import { rightLines } from './box.ts'
import type { Diagram, Entity, EntityColumn, Relation } from './diagram.ts'

/**
 * The diagram as text that GitHub, GitLab and Mermaid's own tools draw. What Mermaid has no word for stands in the
 * comments of columns, and who may do what in lines of the kind `may select "staff service"`.
 *
 * @returns an `erDiagram`, with a line break at its end
 */
export function toMermaid({ entities, relations }: Diagram): string {
  return `erDiagram
${entities.map(entityLines).join('\n')}
${relations.map(relationLine).join('\n')}
`.replace(/\n+$/, '\n')
}

function entityLines(entity: Entity): string {
  const { name, tenancy, domain, outside } = entity
  const label = `${idOf(name)}["${name}${outside ? (domain === undefined ? '' : ` of ${domain}`) : tenancy === undefined ? '' : `, ${tenancy}`}"]`
  if (outside) return `  ${label}`
  return `  ${label} {
${[...entity.columns.map(columnLine), ...rightLines(entity).map(rightLine)].map((line) => `    ${line}`).join('\n')}
  }`
}

function columnLine({ name, type, inKey, refers, nullable, generated, personal }: EntityColumn): string {
  const keys = [...(inKey ? ['PK'] : []), ...(refers ? ['FK'] : [])].join(', ')
  const says = [
    ...(nullable ? ['may be null'] : []),
    ...(generated ? ['computed'] : []),
    ...(personal === undefined ? [] : [`personal: ${personal}`]),
  ].join(', ')
  return [typeWord(type), name, ...(keys === '' ? [] : [keys]), ...(says === '' ? [] : [`"${says}"`])].join(' ')
}

/** `select customer* staff` as an attribute: `may select "customer* staff"`. */
function rightLine(line: string): string {
  const [command = '', ...who] = line.split(/ +/)
  return `may ${command} "${who.join(' ')}"`
}

function relationLine({ from, to, column, optional, single }: Relation): string {
  return `  ${idOf(to)} ${optional ? '|o' : '||'}--${single ? 'o|' : 'o{'} ${idOf(from)} : ${column}`
}

/** Mermaid's names have no dot. */
const idOf = (name: string): string => name.replaceAll('.', '_')

/** Nor have its types a comma: `numeric(9,6)` would end the line for it. */
const typeWord = (type: string): string => type.replaceAll(',', '_').replaceAll(' ', '_')
