import { defineCommand } from 'citty'
import { report } from '../report.ts'
import { jsonArgument, targetUrl, urlArgument } from '../target-url.ts'

const command = defineCommand({
  meta: {
    name: 'import',
    description: 'Replace a catalogue of the SAT with the rows of a CSV file, all or none',
    examples: [
      [
        'platform-db catalog import c_ClaveProdServ.csv --catalog c_ClaveProdServ',
        'the catalogue is what the file says, or what it was',
      ],
    ],
  },
  args: {
    file: { type: 'positional', required: true, description: 'UTF-8, header code,description,valid_from,valid_to[,…]' },
    catalog: { type: 'string', required: true, description: "the SAT's name of it, such as c_ClaveProdServ" },
    url: urlArgument,
    json: jsonArgument,
  },
  async run({ args: { file, catalog, url, json = false } }) {
    const { importCatalog } = await import('../../migrations/import-catalog.ts')
    const { rows, refused, refusedCount } = await importCatalog({ url: targetUrl(url) }, { catalog, file })
    const written = refusedCount === 0
    report(json, { catalog, rows, written, refused, refusedCount }, [
      ...refused.map(({ line, column, reason }) => `line ${line}${column === null ? '' : `, ${column}`}: ${reason}`),
      ...(refusedCount > refused.length ? [`and ${refusedCount - refused.length} more`] : []),
      written ? `${catalog}: ${rows} rows` : `${catalog}: nothing written, ${refusedCount} rows refused`,
    ])
    if (!written) process.exitCode = 1
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
