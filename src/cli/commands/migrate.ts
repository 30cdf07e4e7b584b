import { defineCommand } from 'citty'
import type { MigrationEvent } from '../../migrations/events.ts'
import type { PendingMigration } from '../../migrations/migrate.ts'
import { report } from '../report.ts'
import { jsonArgument, targetUrl, urlArgument } from '../target-url.ts'
import { UsageError } from '../usage-error.ts'

const command = defineCommand({
  meta: {
    name: 'migrate',
    description: 'Apply the migrations that the database lacks',
    examples: [
      ['platform-db migrate --dry-run', 'what would be applied'],
      ['platform-db migrate', 'apply it'],
      ['platform-db migrate --folder drizzle --journal my-app', "an application's own, behind the library's"],
      ['platform-db migrate --yes', 'also where a table or a column is dropped'],
    ],
  },
  args: {
    url: urlArgument,
    'dry-run': { type: 'boolean', description: 'write nothing; tell what would be applied' },
    folder: { type: 'string', description: "an application's own migrations, applied behind the library's" },
    journal: { type: 'string', description: 'the name they are booked under; needed with --folder' },
    yes: { type: 'boolean', description: 'also what drops a table, a column or all rows' },
    json: jsonArgument,
  },
  async run({ args: { url, 'dry-run': dryRun = false, folder, journal, yes = false, json = false } }) {
    const { migrate, pendingMigrations } = await import('../../migrations/migrate.ts')
    const target = { url: targetUrl(url) }
    const ofWhom = { ...(folder === undefined ? {} : { folder }), ...(journal === undefined ? {} : { journal }) }
    if (!dryRun && !yes) refuseLoss(await pendingMigrations(target, ofWhom))
    const { applied, pending, partitions } = await migrate(target, { dryRun, onEvent: tell, ...ofWhom })
    report(json, { applied, pending, partitions }, [
      ...pending.flatMap(({ tag, statements, transaction, destroys }) => [
        `pending ${tag}: ${statements} statements${transaction ? '' : ', outside a transaction'}`,
        ...destroys.map((what) => `  drops ${what}`),
      ]),
      ...applied.map((tag) => `applied ${tag}`),
      ...(partitions > 0 ? [`made ${partitions} partitions`] : []),
      ...(applied.length + pending.length + partitions === 0 ? ['up to date'] : []),
    ])
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command

/** The previous release may still need it, and no later migration brings it back. */
function refuseLoss(pending: readonly PendingMigration[]): void {
  const lost = pending.flatMap(({ tag, destroys }) => destroys.map((what) => `${tag} drops ${what}`))
  if (lost.length > 0) throw new UsageError(`${lost.join('; ')}: add --yes`, 'platform-db migrate')
}

/** Beside the result, on stderr. */
function tell(event: MigrationEvent): void {
  if (event.kind === 'waiting') console.error('waiting for another migrator')
  if (event.kind === 'warning') console.error(`warning: ${event.message}`)
  if (event.kind === 'retry')
    console.error(`${event.tag}: attempt ${event.attempt} met SQLSTATE ${event.sqlstate}; again`)
}
