import { defineCommand } from 'citty'
import { service } from '../../kernel/actor.ts'
import { appUrlArgument, openApp } from '../app-database.ts'
import { Progress } from '../progress.ts'
import { report } from '../report.ts'
import { jsonArgument } from '../target-url.ts'

const command = defineCommand({
  meta: {
    name: 'export',
    description: 'Write a version of a menu into a file, as menu import takes it',
    examples: [['platform-db menu export carta.csv --tenant $TENANT --version $VERSION', 'for a spreadsheet']],
  },
  args: {
    file: { type: 'positional', required: true, description: 'its ending says what it will be: .json or .csv' },
    tenant: { type: 'string', required: true, description: 'id of the tenant' },
    version: { type: 'string', required: true, description: 'id of the version: live, retired, or a draft' },
    url: appUrlArgument,
    json: jsonArgument,
  },
  async run({ args: { file, tenant, version: versionId, url, json = false } }) {
    const { formatOf, writeMenu } = await import('../menu-on-disk.ts')
    formatOf(file) // refuses another ending before anything is asked for
    const { exportMenu } = await import('../../domains/menu/export-menu.ts')
    const { itemsOf } = await import('../../domains/menu/items-of-file.ts')
    const progress = new Progress(json)
    await using db = await openApp(url)
    progress.show('reading the version')
    try {
      const menu = await db.as(service(tenant), (tx) => exportMenu(tx, { versionId }), { readOnly: true })
      await writeMenu(file, menu)
      progress.end()
      const items = itemsOf(menu).length
      report(json, { file, versionId, items }, [`${file}: ${items} items`])
    } finally {
      progress.end()
    }
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
