import { defineCommand } from 'citty'
import { DbError } from '../../kernel/errors.ts'
import { report } from '../report.ts'
import { jsonArgument, targetUrl, urlArgument } from '../target-url.ts'
import { UsageError } from '../usage-error.ts'

/** Seconds; less is for a key that leaked. */
const shortestOverlap = 60

const command = defineCommand({
  meta: {
    name: 'rotate',
    description: 'Install NEW_CONTEXT_KEY and let the old ones run out',
    examples: [
      ['platform-db keys rotate --overlap 3600', 'processes have an hour to get NEW_CONTEXT_KEY'],
      ['platform-db keys rotate --overlap 0 --yes', 'a key leaked: it is worth nothing from now on'],
    ],
  },
  args: {
    url: urlArgument,
    overlap: { type: 'string', default: '3600', description: 'seconds until the old keys end' },
    yes: { type: 'boolean', description: `also with an overlap below ${shortestOverlap} s` },
    json: jsonArgument,
  },
  async run({ args: { url, overlap, yes = false, json = false } }) {
    if (Number(overlap) < shortestOverlap && !yes) {
      throw new UsageError(
        'processes that still have an old key would be refused before they can be given the new one: add --yes',
        'platform-db keys rotate',
      )
    }
    const key = process.env['NEW_CONTEXT_KEY']
    if (key === undefined) {
      throw new DbError('INVALID', 'set NEW_CONTEXT_KEY (platform-db keys new --id 2 makes one)', {
        details: { field: 'contextKey' },
      })
    }
    const { rotateContextKey } = await import('../../migrations/rotate-context-key.ts')
    await rotateContextKey({ url: targetUrl(url) }, key, { overlapSeconds: Number(overlap) })
    report(json, { overlapSeconds: Number(overlap) }, [
      `the new key is installed; the old ones end in ${overlap} s: give the new one to every process before that`,
    ])
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
