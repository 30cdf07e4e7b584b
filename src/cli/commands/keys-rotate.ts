import { defineCommand } from 'citty'
import { DbError } from '../../kernel/errors.ts'
import { report } from '../report.ts'
import { jsonArgument, targetUrl, urlArgument } from '../target-url.ts'

const command = defineCommand({
  meta: { name: 'rotate', description: 'Install NEW_CONTEXT_KEY and let the old ones run out' },
  args: {
    url: urlArgument,
    overlap: { type: 'string', default: '3600', description: 'seconds until the old keys end' },
    json: jsonArgument,
  },
  async run({ args: { url, overlap, json = false } }) {
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
