import { basename } from 'node:path'
import { defineCommand } from 'citty'
import type { MenuFile } from '../../domains/menu/menu-file.ts'
import { service } from '../../kernel/actor.ts'
import { appUrlArgument, openApp } from '../app-database.ts'
import type { Refusal } from '../menu-on-disk.ts'
import { Progress } from '../progress.ts'
import { report } from '../report.ts'
import { jsonArgument } from '../target-url.ts'

const mostReported = 100

const command = defineCommand({
  meta: {
    name: 'import',
    description: 'Make a draft of a file, or with --publish sell from it: all of it, or nothing',
    examples: [
      ['platform-db menu import carta.csv --tenant $TENANT --restaurant $RESTAURANT', 'a draft of a new menu'],
      ['platform-db menu import carta.json --tenant $TENANT --restaurant $RESTAURANT --publish', 'on sale at once'],
    ],
  },
  args: {
    file: { type: 'positional', required: true, description: '.json or .csv' },
    tenant: { type: 'string', required: true, description: 'id of the tenant' },
    restaurant: { type: 'string', required: true, description: 'id of the restaurant' },
    menu: { type: 'string', description: 'id of the menu that gets a new version; a new menu, when left out' },
    publish: { type: 'boolean', description: 'put it live at all branches, on all channels' },
    url: appUrlArgument,
    json: jsonArgument,
  },
  async run({ args: { file, tenant, restaurant, menu: menuId, publish = false, url, json = false } }) {
    const { readMenu } = await import('../menu-on-disk.ts')
    const progress = new Progress(json)
    try {
      const read = await readMenu(file, progress)
      progress.end()
      if (!read.ok) return refuse(file, read.refused, json)
      const write = { tenant, restaurantId: restaurant, menu: read.menu, publish, ...(menuId ? { menuId } : {}) }
      const { items, ...ids } = await written(url, write, progress)
      progress.end()
      report(json, { written: true, ...ids, items, published: publish, refused: [], refusedCount: 0 }, [
        `${basename(file)}: ${items} items, ${publish ? 'published' : 'a draft'}`,
        `menu ${ids.menuId}`,
        `version ${ids.versionId}`,
      ])
    } finally {
      progress.end()
    }
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command

interface Write {
  readonly tenant: string
  readonly restaurantId: string
  readonly menuId?: string
  readonly menu: MenuFile
  readonly publish: boolean
}

async function written(url: string | undefined, { tenant, publish, ...input }: Write, progress: Progress) {
  const { importMenu } = await import('../../domains/menu/import-menu.ts')
  const { publishMenu } = await import('../../domains/menu/publish-menu.ts')
  const { itemsOf } = await import('../../domains/menu/items-of-file.ts')
  const items = itemsOf(input.menu).length
  await using db = await openApp(url)
  progress.show(`writing ${items} items`)
  // In one scope: what cannot be published is not imported.
  return db.as(service(tenant), async (tx) => {
    const { menuId, versionId } = await importMenu(tx, input)
    if (publish) {
      progress.show('publishing')
      await publishMenu(tx, { versionId })
    }
    return { menuId, versionId, items }
  })
}

function refuse(file: string, refused: readonly Refusal[], json: boolean): void {
  process.exitCode = 1
  const told = refused.slice(0, mostReported)
  report(json, { written: false, refused: told, refusedCount: refused.length }, [
    ...told.map((refusal) => `${placeOf(refusal)}${refusal.reason}`),
    ...(refused.length > told.length ? [`and ${refused.length - told.length} more`] : []),
    `${basename(file)}: nothing written, ${refused.length} refused`,
  ])
}

function placeOf({ line, column, field = '' }: Refusal): string {
  if (line !== undefined) return `line ${line}${column ? `, ${column}` : ''}: `
  return field === '' ? '' : `${field}: `
}
