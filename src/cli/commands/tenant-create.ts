import { defineCommand } from 'citty'
import { newId } from '../../kernel/columns.ts'
import { service } from '../../kernel/actor.ts'
import { appUrlArgument, openApp } from '../app-database.ts'
import { report } from '../report.ts'
import { jsonArgument } from '../target-url.ts'

const command = defineCommand({
  meta: {
    name: 'create',
    description: 'Make a tenant of a file: its host, its owner, its restaurants with a branch and a menu on sale each',
    examples: [
      ['platform-db tenant create la-milpa.json', 'all of it, or nothing'],
      ['platform-db tenant create la-milpa.json --slug la-milpa-sur', 'the same business under another name'],
    ],
  },
  args: {
    file: { type: 'positional', required: true, description: 'JSON, what createTenant takes' },
    slug: { type: 'string', description: 'the label of its subdomain, in place of the one in the file' },
    url: appUrlArgument,
    json: jsonArgument,
  },
  async run({ args: { file, slug, url, json = false } }) {
    const { readTenant } = await import('../tenant-on-disk.ts')
    const input = await readTenant(file, slug)
    const { createTenant } = await import('../../domains/onboarding/create-tenant.ts')
    await using db = await openApp(url)
    const created = await db.as(service(newId()), (tx) => createTenant(tx, input))
    report(json, { slug: input.slug, ...created }, [
      `tenant ${created.tenantId}  ${input.slug}`,
      `owner ${created.ownerMembershipId}`,
      ...created.restaurants.map(
        ({ restaurantId, branchId, items }) =>
          `restaurant ${restaurantId}, branch ${branchId}: ${Object.keys(items).length} dishes on sale`,
      ),
      ...(created.restaurants.length > 0 ? ['closed until setOpeningHours says when it opens'] : []),
    ])
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
