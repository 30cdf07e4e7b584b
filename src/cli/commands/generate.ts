import { defineCommand } from 'citty'
import { DbError } from '../../kernel/errors.ts'
import { report } from '../report.ts'

const command = defineCommand({
  meta: {
    name: 'generate',
    description: 'Write the migration from the last one to what the schema file says',
    examples: [
      ['platform-db generate add_notes --schema src/schema.ts --out drizzle', 'write the next migration'],
      ['platform-db generate --check --schema src/schema.ts', 'end with 1 when something is pending'],
      ['platform-db generate fill_notes --custom --no-transaction', 'an empty file, for statements by hand'],
    ],
  },
  args: {
    name: { type: 'positional', required: false, description: 'what the migration does: add_tips' },
    schema: { type: 'string', default: 'src/schema.ts', description: 'the file that exports the tables' },
    out: { type: 'string', default: 'drizzle', description: 'the folder of the migrations' },
    check: { type: 'boolean', description: 'write nothing; end with 1 when something is pending' },
    custom: { type: 'boolean', description: 'an empty file, to be written by hand' },
    transaction: {
      type: 'boolean',
      default: true,
      description: 'with --custom: for statements that can run in one',
      negativeDescription: 'with --custom: for statements that cannot run in a transaction',
    },
    json: { type: 'boolean', description: 'one JSON object instead of lines' },
  },
  async run({ args: { name, schema, out, check = false, custom = false, transaction, json = false } }) {
    if (custom) return writeCustom({ name, schema, out, noTransaction: !transaction, json })
    const { generate } = await import('../../generate/generate.ts')
    const { tag, tableStatements, changed, vanished } = await generate({ name, schema, out, check })
    const pending = check && tag !== undefined
    if (pending) process.exitCode = 1
    report(json, { tag: tag ?? null, tableStatements, changed, vanished, pending }, [
      tag === undefined ? 'no changes' : check ? 'pending: run `platform-db generate NAME`' : `${out}/${tag}.sql`,
      ...(tableStatements > 0 ? [`  ${String(tableStatements)} statements for tables`] : []),
      ...changed.map((id) => `  + ${id}`),
      ...vanished.map((id) => `  - ${id}`),
    ])
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command

interface Custom {
  readonly name: string | undefined
  readonly schema: string
  readonly out: string
  readonly noTransaction: boolean
  readonly json: boolean
}

async function writeCustom({ name, schema, out, noTransaction, json }: Custom): Promise<void> {
  if (name === undefined) throw new DbError('INVALID', 'a migration by hand needs a name: generate NAME --custom')
  const { generateCustom } = await import('../../generate/generate-custom.ts')
  const { tag, toWrite } = await generateCustom({ name, schema, out, noTransaction })
  report(json, { tag, toWrite }, [`${out}/${tag}.sql`, ...toWrite.map((id) => `  to write: ${id}`)])
}
