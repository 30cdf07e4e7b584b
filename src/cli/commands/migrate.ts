import { defineCommand } from 'citty'
import type { MigrationEvent } from '../../migrations/events.ts'
import { report } from '../report.ts'
import { jsonArgument, targetUrl, urlArgument } from '../target-url.ts'

const command = defineCommand({
  meta: { name: 'migrate', description: 'Apply the migrations that the database lacks' },
  args: {
    url: urlArgument,
    'dry-run': { type: 'boolean', description: 'write nothing; tell what would be applied' },
    folder: { type: 'string', description: "an application's own migrations, applied behind the library's" },
    journal: { type: 'string', description: 'the name they are booked under; needed with --folder' },
    json: jsonArgument,
  },
  async run({ args: { url, 'dry-run': dryRun = false, folder, journal, json = false } }) {
    const { migrate } = await import('../../migrations/migrate.ts')
    const { applied, pending, partitions } = await migrate(
      { url: targetUrl(url) },
      {
        dryRun,
        onEvent: (event) => tell(event),
        ...(folder === undefined ? {} : { folder }),
        ...(journal === undefined ? {} : { journal }),
      },
    )
    report(json, { applied, pending, partitions }, [
      ...pending.map(
        ({ tag, statements, transaction }) =>
          `pending ${tag}: ${statements} statements${transaction ? '' : ', outside a transaction'}`,
      ),
      ...applied.map((tag) => `applied ${tag}`),
      ...(partitions > 0 ? [`made ${partitions} partitions`] : []),
      ...(applied.length + pending.length + partitions === 0 ? ['up to date'] : []),
    ])
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command

/** Beside the result, on stderr. */
function tell(event: MigrationEvent): void {
  if (event.kind === 'waiting') console.error('waiting for another migrator')
  if (event.kind === 'warning') console.error(`warning: ${event.message}`)
  if (event.kind === 'retry')
    console.error(`${event.tag}: attempt ${event.attempt} met SQLSTATE ${event.sqlstate}; again`)
}
