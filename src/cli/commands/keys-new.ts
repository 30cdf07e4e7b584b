import { defineCommand } from 'citty'
import { newContextKey, parseContextKey } from '../../kernel/context-key.ts'
import { report } from '../report.ts'
import { jsonArgument } from '../target-url.ts'

const command = defineCommand({
  meta: {
    name: 'new',
    description: 'Print a fresh key, for CONTEXT_KEY or NEW_CONTEXT_KEY; nothing is stored',
    examples: [
      ['platform-db keys new', 'the first key'],
      ['platform-db keys new --id 2', 'one to rotate to'],
    ],
  },
  args: { id: { type: 'string', default: '1', description: '1 to 9999, another for every key' }, json: jsonArgument },
  run({ args: { id, json = false } }) {
    const key = newContextKey(Number(id))
    parseContextKey(key) // refuses an id out of bounds
    report(json, { contextKey: key }, [key])
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
