import { defineCommand } from 'citty'
import { report } from '../report.ts'
import { jsonArgument, targetUrl, urlArgument } from '../target-url.ts'

const command = defineCommand({
  meta: {
    name: 'context',
    description: 'Whether every use of a tenant context verifies its signature',
    examples: [
      ['platform-db context --strict on', 'also a stolen password reads nothing'],
      ['platform-db context --strict off', 'the signature is verified when a transaction begins'],
    ],
  },
  args: {
    url: urlArgument,
    strict: {
      type: 'enum',
      options: ['on', 'off'],
      required: true,
      description: 'on: also a stolen password reads nothing',
    },
    json: jsonArgument,
  },
  async run({ args: { url, strict, json = false } }) {
    const { setStrict } = await import('../../migrations/set-strict.ts')
    await setStrict({ url: targetUrl(url) }, strict === 'on')
    report(json, { strict: strict === 'on' }, [`strict context: ${strict}`])
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
