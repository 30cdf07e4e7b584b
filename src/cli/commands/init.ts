import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { defineCommand } from 'citty'
import { DbError } from '../../kernel/errors.ts'
import { report } from '../report.ts'
import { scaffold } from '../scaffold.ts'
import { jsonArgument } from '../target-url.ts'

const command = defineCommand({
  meta: {
    name: 'init',
    description: 'Begin an application: a database module, a schema file, a first test that passes, and what they need',
    examples: [
      ['platform-db init', 'in this folder'],
      ['platform-db init apps/orders', 'in another, made when it is not there'],
    ],
  },
  args: {
    folder: { type: 'positional', required: false, description: 'where; this folder when left out' },
    json: jsonArgument,
  },
  async run({ args: { folder = '.', json = false } }) {
    const files = Object.entries(scaffold)
    const there = files.map(([path]) => path).filter((path) => existsSync(join(folder, path)))
    if (there.length > 0) {
      throw new DbError('CONFLICT', `nothing is overwritten, and nothing was written: ${there.join(', ')} is there`, {
        details: { field: 'folder' },
      })
    }
    for (const [path, content] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      // `wx`: nor is what came in between.
      await writeFile(join(folder, path), content, { flag: 'wx' })
    }
    report(json, { folder, written: files.map(([path]) => path) }, [
      ...files.map(([path]) => join(folder, path)),
      `next: npm install ${packages.join(' ')}`,
      `      npm install --save-dev ${devPackages.join(' ')}`,
      '      npx vitest run',
    ])
  },
})

const packages = ['@platform/db', 'drizzle-orm', 'postgres', '@electric-sql/pglite']
const devPackages = ['vitest', 'typescript', 'tsx', 'drizzle-kit', '@types/node']

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
