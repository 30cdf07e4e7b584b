import { defineCommand } from 'citty'
import { report } from '../report.ts'
import { jsonArgument, targetUrl, urlArgument } from '../target-url.ts'

const command = defineCommand({
  meta: {
    name: 'partitions',
    description: 'Make the partitions of this period and the next three; for a scheduled job, every day',
    examples: [['platform-db partitions', 'every day: some tables have a partition for each day']],
  },
  args: { url: urlArgument, json: jsonArgument },
  async run({ args: { url, json = false } }) {
    const { ensurePartitions } = await import('../../migrations/ensure-partitions.ts')
    const made = await ensurePartitions({ url: targetUrl(url) })
    report(json, { made }, [made === 0 ? 'every partition is there' : `made ${made} partitions`])
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
