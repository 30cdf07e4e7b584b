import { defineCommand } from 'citty'
import { adminUrlArgument, appUrlArgument, openApp } from '../app-database.ts'
import { report } from '../report.ts'
import { jsonArgument } from '../target-url.ts'

const command = defineCommand({
  meta: {
    name: 'list',
    description: 'Every tenant of the platform, by slug; the reason is kept in admin_log',
    examples: [
      ["platform-db tenant list --reason 'who is on the platform'", 'as lines'],
      ["platform-db tenant list --reason 'monthly export' --json", 'as JSON'],
    ],
  },
  args: {
    reason: { type: 'string', required: true, description: 'why somebody looks across tenants; 8 characters at least' },
    url: appUrlArgument,
    'admin-url': adminUrlArgument,
    json: jsonArgument,
  },
  async run({ args: { reason, url, 'admin-url': adminUrl, json = false } }) {
    const { asc } = await import('drizzle-orm')
    const { tenants } = await import('../../domains/tenancy/tenants.ts')
    await using db = await openApp(url, { adminUrl })
    const rows = await db.admin(reason, (tx) =>
      tx
        .select({
          slug: tenants.slug,
          tenantId: tenants.tenantId,
          displayName: tenants.displayName,
          status: tenants.status,
          createdAt: tenants.createdAt,
        })
        .from(tenants)
        .orderBy(asc(tenants.slug), asc(tenants.tenantId)),
    )
    const width = Math.max(0, ...rows.map(({ slug }) => slug.length))
    report(json, { tenants: rows }, [
      ...rows.map(
        ({ slug, tenantId, displayName, status }) => `${slug.padEnd(width)}  ${tenantId}  ${status}  ${displayName}`,
      ),
      `${rows.length} ${rows.length === 1 ? 'tenant' : 'tenants'}`,
    ])
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
