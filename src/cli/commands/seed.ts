import { defineCommand } from 'citty'
import { requireInteger, requireOneOf } from '../../kernel/input.ts'
import { Progress } from '../progress.ts'
import { report } from '../report.ts'
import { jsonArgument, targetUrl, urlArgument } from '../target-url.ts'

const command = defineCommand({
  meta: {
    name: 'seed',
    description: 'Fill a database for development with a city: tenants, menus, months of orders',
    examples: [
      ['platform-db seed', 'three tenants, in seconds'],
      ['platform-db seed --city tijuana --scale city', 'two hundred tenants, a million orders'],
    ],
  },
  args: {
    url: { ...urlArgument, description: 'the login of a superuser; default MIGRATE_URL, then DATABASE_URL' },
    city: { type: 'string', description: 'cdmx, monterrey or tijuana; all three when left out' },
    scale: { type: 'string', default: 'small', description: 'small: 3 tenants; city: 200, with a million orders' },
    seed: { type: 'string', default: '1', description: 'another number is another city' },
    until: { type: 'string', description: 'the end of its history, as 2026-11-20T20:00:00Z; the last full hour' },
    json: jsonArgument,
  },
  async run({ args: { url, city, scale, seed: text, until: moment, json = false } }) {
    const { cityNames } = await import('../../seed/cities.ts')
    const { scales, seed } = await import('../../seed/seed.ts')
    requireOneOf('scale', scale, ['small', 'city'] as const satisfies readonly (keyof typeof scales)[])
    if (city !== undefined) requireOneOf('city', city, cityNames)
    const number = Number(text)
    requireInteger('seed', number, 0, 999_999)
    const until = moment === undefined ? undefined : new Date(moment)
    const progress = new Progress(json)
    const began = Date.now()
    try {
      const { tenants, rows, ...made } = await seed(
        { url: targetUrl(url) },
        {
          scale,
          seed: number,
          onProgress: (step, done) => progress.show(step, done),
          ...(city === undefined ? {} : { city }),
          ...(until === undefined ? {} : { until }),
        },
      )
      progress.end()
      const seconds = Math.round((Date.now() - began) / 1000)
      const all = Object.values(rows).reduce((sum, count) => sum + count, 0)
      report(json, { ...made, tenants, rows, seconds }, [
        ...tenants.slice(0, 10).map(({ slug, tenantId }) => `${tenantId}  ${slug}`),
        ...(tenants.length > 10 ? [`… and ${tenants.length - 10} more tenants`] : []),
        `${rows['orders'] ?? 0} orders, ${all} rows, until ${made.until.toISOString()}`,
      ])
    } finally {
      progress.end()
    }
  },
})

// Not `export default defineCommand(…)`: tsc rewrites no import() extensions inside a default-exported expression.
export default command
