import { defineCommand } from 'citty'
import { DbError } from '../../kernel/errors.ts'
import { report } from '../report.ts'
import { jsonArgument, targetUrl, urlArgument } from '../target-url.ts'

const command = defineCommand({
  meta: {
    name: 'provision',
    description: 'Let the logins app_user and app_admin in (APP_PASSWORD, ADMIN_PASSWORD) and install CONTEXT_KEY',
    examples: [['platform-db provision', 'with CONTEXT_KEY, APP_PASSWORD and ADMIN_PASSWORD in the environment']],
  },
  args: { url: urlArgument, json: jsonArgument },
  async run({ args: { url, json = false } }) {
    // From the environment alone: a process list shows arguments to everybody on the machine.
    const { APP_PASSWORD: appPassword, ADMIN_PASSWORD: adminPassword, CONTEXT_KEY: contextKey } = process.env
    if (contextKey === undefined) {
      throw new DbError('INVALID', 'set CONTEXT_KEY (platform-db keys new makes one)', {
        details: { field: 'contextKey' },
      })
    }
    const { provision } = await import('../../migrations/provision.ts')
    await provision({ url: targetUrl(url) }, { appPassword, adminPassword, contextKey })
    const passwords = [
      ...(appPassword === undefined ? [] : ['app_user']),
      ...(adminPassword === undefined ? [] : ['app_admin']),
    ]
    report(json, { logins: ['app_user', 'app_admin'], passwords }, [
      'app_user and app_admin may sign in; the context key is installed',
      ...passwords.map((login) => `password set: ${login}`),
    ])
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
