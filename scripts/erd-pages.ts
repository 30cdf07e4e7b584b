import { getTableConfig } from 'drizzle-orm/pg-core'
import { diagramOf, fullName, tablesIn } from '../src/erd/diagram.ts'
import { domains } from '../src/erd/domains.ts'
import { toMermaid } from '../src/erd/mermaid.ts'
import { toSvg } from '../src/erd/svg.ts'
import { factsOf } from '../src/kernel/ddl.ts'
import { personalKinds } from '../src/kernel/personal.ts'
import * as schema from '../src/schema.ts'

const personal = Object.values(domains)
  .flat()
  .flatMap((table) =>
    Object.entries(factsOf(table)?.personal ?? {}).map(([column, kind]) => ({ table: fullName(table), column, kind })),
  )

const index = `# Diagrams

The tables of each domain and the foreign keys between them; under each table, who may do what by its policies. The line
of a foreign key begins at the column that tells the row, with a crow's foot where many rows refer to one and a bar where
one does at most. \`platform-db erd --domain orders --format svg\` prints the same, and \`--schema FILE\` draws the tables of
an application.

| domain | tables |
| --- | --- |
${Object.entries(domains)
  .map(
    ([domain, tables]) =>
      `| [${domain}](${domain}.md) | ${tables.map((table) => `\`${fullName(table)}\``).join(', ')} |`,
  )
  .join('\n')}

## Personal data

Marked in the table's file, \`phone: personal('contact', text('phone'))\`; every other column that sounds like it is listed,
with a reason, in [\`test/personal.test.ts\`](../../test/personal.test.ts). Ids are not marked: each is a pseudonym, and
says who somebody is only together with the row that it points to.

| kind | what it is | columns |
| --- | --- | --- |
${Object.entries(personalKinds)
  .map(([kind, meaning]) => {
    const columns = personal.filter((column) => column.kind === kind)
    return `| ${kind} | ${meaning} | ${columns.map(({ table, column }) => `\`${table}.${column}\``).join(', ') || 'none in the library: for the tables of an application'} |`
  })
  .join('\n')}
`

/** What docs/erd holds: a drawing and a page for each domain, and the list of them. */
export function erdPages(): ReadonlyMap<string, string> {
  const known = tablesIn(schema)
  const pages = Object.entries(domains).flatMap(([domain, tables]) => {
    const diagram = diagramOf(domain, tables, known)
    const names = tables.map((table) => getTableConfig(table).name)
    return [
      [`${domain}.svg`, toSvg(diagram)],
      [
        `${domain}.md`,
        `# Diagram: ${domain}

[Every column, rule and index of these tables](../tables/${domain}.md) · [other domains](index.md)

![The tables ${names.join(', ')} and their foreign keys](${domain}.svg)

<details>
<summary>As Mermaid</summary>

\`\`\`mermaid
${toMermaid(diagram).trimEnd()}
\`\`\`

</details>
`,
      ],
    ] as const
  })
  return new Map([['index.md', index], ...pages])
}
