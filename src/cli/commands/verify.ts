import { defineCommand } from 'citty'
import { adminUrlArgument, appUrlArgument, openApp } from '../app-database.ts'
import { Progress } from '../progress.ts'
import { report } from '../report.ts'
import { jsonArgument } from '../target-url.ts'

const command = defineCommand({
  meta: {
    name: 'verify',
    description: 'Add up what headers, counters and balances must be, read-only; ends with 1 when one is otherwise',
    examples: [
      ['platform-db verify', 'all tenants, with ADMIN_URL'],
      ['platform-db verify --tenant 0192f0c1-2345-7abc-8def-0123456789ab --json', 'one of them'],
    ],
  },
  args: {
    tenant: { type: 'string', description: 'id of the tenant; all of them when left out, which needs ADMIN_URL' },
    url: appUrlArgument,
    'admin-url': adminUrlArgument,
    json: jsonArgument,
  },
  async run({ args: { tenant, url, 'admin-url': adminUrl, json = false } }) {
    const { verify } = await import('../../verify/verify.ts')
    const progress = new Progress(json)
    await using db = await openApp(url, tenant === undefined ? { adminUrl } : undefined)
    try {
      const verified = await verify(db, {
        onProgress: (tenants) => progress.show(`tenant ${tenants}`),
        ...(tenant === undefined ? {} : { tenantId: tenant }),
      })
      progress.end()
      const { tenants, rules, differences } = verified
      if (differences.length > 0) process.exitCode = 1
      report(json, { ...verified }, [
        ...differences.map(
          ({ tenantId, rule, subject, expected, found }) =>
            `${rule}: ${subject} of ${tenantId}: ${found ?? 'nothing'}, but it comes to ${expected ?? 'something else'}`,
        ),
        `${tenants} tenants, ${rules} rules: ${differences.length === 0 ? 'everything adds up' : `${differences.length} differences`}`,
      ])
    } finally {
      progress.end()
    }
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
