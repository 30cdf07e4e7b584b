import { defineCommand } from 'citty'
import { UsageError } from '../usage-error.ts'
import { targetUrl, urlArgument } from '../target-url.ts'

const command = defineCommand({
  meta: {
    name: 'studio',
    description: 'Look at a database with drizzle-kit studio: above the policies, and able to write',
    handsOn: true,
    examples: [
      ['platform-db studio', 'the tables of the library'],
      ['platform-db studio --schema src/schema.ts -- --port 5000', "with an application's own, on another port"],
    ],
  },
  args: {
    url: {
      ...urlArgument,
      description: 'a login that sees all tenants: app_admin, or the owner; default MIGRATE_URL, then DATABASE_URL',
    },
    schema: { type: 'string', description: "the file of an application's own tables" },
    yes: { type: 'boolean', description: 'also on a server that is not this machine' },
    json: { type: 'boolean', description: 'failures as one JSON object; studio itself speaks as it does' },
  },
  async run({ args: { url, schema, yes = false, _: words } }) {
    const target = targetUrl(url)
    const { hostname } = new URL(target)
    // Nothing that is typed into a grid is checked by a verb, and no tenant stands in its way.
    if (!yes && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|)$/.test(hostname)) {
      throw new UsageError('the server is another machine, and studio writes above the policies: add --yes', name)
    }
    const { runStudio } = await import('../run-studio.ts')
    process.exitCode = await runStudio({ url: target, schema, handedOn: words })
  },
})

const name = 'platform-db studio'

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
