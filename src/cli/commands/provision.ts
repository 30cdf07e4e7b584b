import { defineCommand } from 'citty'
import { DbError } from '../../kernel/errors.ts'
import { report } from '../report.ts'
import { jsonArgument, targetUrl, urlArgument } from '../target-url.ts'
import { UsageError } from '../usage-error.ts'

const command = defineCommand({
  meta: {
    name: 'provision',
    description: 'Let the logins app_user and app_admin in (APP_PASSWORD, ADMIN_PASSWORD) and install CONTEXT_KEY',
    examples: [
      ['platform-db provision', 'with CONTEXT_KEY, APP_PASSWORD and ADMIN_PASSWORD in the environment'],
      ['platform-db provision --yes', 'the logins get other passwords than they have'],
    ],
  },
  args: {
    url: urlArgument,
    yes: { type: 'boolean', description: 'also where a login that may sign in gets another password' },
    json: jsonArgument,
  },
  async run({ args: { url, yes = false, json = false } }) {
    // From the environment alone: a process list shows arguments to everybody on the machine.
    const { APP_PASSWORD: appPassword, ADMIN_PASSWORD: adminPassword, CONTEXT_KEY: contextKey } = process.env
    if (contextKey === undefined) {
      throw new DbError('INVALID', 'set CONTEXT_KEY (platform-db keys new makes one)', {
        details: { field: 'contextKey' },
      })
    }
    const passwords = {
      ...(appPassword === undefined ? {} : { app_user: appPassword }),
      ...(adminPassword === undefined ? {} : { app_admin: adminPassword }),
    }
    const target = { url: targetUrl(url) }
    if (!yes) await refuseLockingOut(target, passwords)
    const { provision } = await import('../../migrations/provision.ts')
    await provision(target, { appPassword, adminPassword, contextKey })
    const given = Object.keys(passwords)
    report(json, { logins: ['app_user', 'app_admin'], passwords: given }, [
      'app_user and app_admin may sign in; the context key is installed',
      ...given.map((login) => `password set: ${login}`),
    ])
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command

/** Connections that are open go on; every new one of a process that has the old password would be refused. */
async function refuseLockingOut(
  target: { readonly url: string },
  passwords: Readonly<Record<string, string>>,
): Promise<void> {
  const { lockedOut } = await import('../../migrations/locked-out.ts')
  const logins = await lockedOut(target, passwords)
  if (logins.length === 0) return
  throw new UsageError(
    `${logins.join(' and ')} may sign in already, with another password: add --yes, or leave the password out to keep it`,
    'platform-db provision',
  )
}
