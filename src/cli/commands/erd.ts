import { defineCommand } from 'citty'
import { DbError } from '../../kernel/errors.ts'
import { report } from '../report.ts'
import { jsonArgument } from '../target-url.ts'

const command = defineCommand({
  meta: {
    name: 'erd',
    description: 'Print a diagram of the tables: keys, who may do what, which columns are personal',
    examples: [
      ['platform-db erd --domain orders --format svg', 'a drawing of one domain, to be sent into a file'],
      ['platform-db erd --schema src/schema.ts', "an application's own tables, for Mermaid"],
    ],
  },
  args: {
    domain: { type: 'string', description: 'one domain of the library: orders, menu, payments …; default all' },
    schema: { type: 'string', description: "instead of the library's tables, those that this file exports" },
    format: {
      type: 'enum',
      options: ['mermaid', 'svg'],
      default: 'mermaid',
      description: 'mermaid text, or a drawing',
    },
    json: jsonArgument,
  },
  async run({ args: { domain, schema, format, json = false } }) {
    if (domain !== undefined && schema !== undefined) {
      throw new DbError('INVALID', 'a diagram is of a domain or of a schema file: give one of them', {
        details: { field: 'domain' },
      })
    }
    const diagram = await (schema === undefined ? ofLibrary(domain) : ofFile(schema))
    const { toMermaid } = await import('../../erd/mermaid.ts')
    const { toSvg } = await import('../../erd/svg.ts')
    const text = format === 'svg' ? toSvg(diagram) : toMermaid(diagram)
    report(json, { title: diagram.title, format, tables: diagram.entities.map(({ name }) => name), text }, [
      text.trimEnd(),
    ])
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command

async function ofLibrary(domain: string | undefined) {
  const { diagramOf } = await import('../../erd/diagram.ts')
  const { domains } = await import('../../erd/domains.ts')
  const all = Object.values(domains).flat()
  if (domain === undefined) return diagramOf('@platform/db', all, [])
  const tables = Object.entries(domains).find(([name]) => name === domain)?.[1]
  if (tables !== undefined) return diagramOf(domain, tables, all)
  throw new DbError('INVALID', `there is no such domain: ${Object.keys(domains).join(', ')}`, {
    details: { field: 'domain' },
  })
}

async function ofFile(file: string) {
  const { loadSchema } = await import('../../generate/load-schema.ts')
  const { diagramOf, tablesIn } = await import('../../erd/diagram.ts')
  const { domains } = await import('../../erd/domains.ts')
  const tables = tablesIn(await loadSchema(file, process.cwd()))
  if (tables.length === 0) {
    throw new DbError('INVALID', `${file} exports no tables`, { details: { field: 'schema' } })
  }
  return diagramOf(file, tables, Object.values(domains).flat())
}
