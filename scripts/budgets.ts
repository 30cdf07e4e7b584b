import type { Goal } from './performance.ts'

const alone = { concurrency: 1, latencyMs: 0 }

/** At the largest size, so many times what it costs at the smallest. */
const grown = (text: string, workload: string, most: number): Goal => ({
  text,
  workload: `growth-${workload}`,
  figure: 'growthRatio',
  ...alone,
  most,
})

/** MB that one large job may add to its process. */
const aboveStart = (what: string, workload: string): Goal => ({
  text: `memory of ${what}, MB above the start`,
  workload,
  figure: 'megabytes',
  ...alone,
  most: 150,
})

/** What growth, memory, tests and types may cost at most: not against a floor, but against what it was, and against patience. */
export const budgets: readonly Goal[] = [
  grown('a page of orders, 5 M of them to 10 k', 'orders-page', 1.6),
  grown('one order, 5 M of them to 10 k', 'orders-point', 1.2),
  grown('placing an order, 5 M of them to 10 k', 'orders-place', 1.2),
  grown('a page of orders, 10,000 tenants to 10', 'tenants-page', 1.2),
  grown('one order, 10,000 tenants to 10', 'tenants-point', 1.2),
  grown('placing an order, 10,000 tenants to 10', 'tenants-place', 1.2),
  grown('the events of an order, 120 partitions to 1', 'partitions-timeline', 1.4),
  grown('placing an order, 120 partitions to 1', 'partitions-place', 1.4),
  aboveStart('copyIn', 'copyIn of 1000000 customers'),
  aboveStart('importMenu', 'importMenu of 10000 items'),
  aboveStart('an export', 'export of 1000000 orders'),
  {
    text: 'memory of 64 connections under load',
    workload: 'connections',
    figure: 'rssRatio',
    concurrency: 64,
    latencyMs: 0,
    most: 1.3,
  },
  {
    // No growth, as far as what a collection leaves can be told from what is under way.
    text: 'growth of the heap in a soak, MB a minute',
    workload: 'soak of 10 minutes',
    figure: 'megabytesPerMinute',
    concurrency: 16,
    latencyMs: 0,
    most: 0.5,
  },
  { text: 'openTestDb on PGlite, seconds', workload: 'open-test-db', figure: 'seconds', ...alone, most: 1.5 },
  { text: 'a new tenant on PGlite, in ms', workload: 'new-test-tenant', figure: 'milliseconds', ...alone, most: 30 },
  { text: 'the lane of PGlite, tests', workload: 'pglite-lane', figure: 'tests', ...alone, least: 300 },
  { text: 'the lane of PGlite, seconds', workload: 'pglite-lane', figure: 'seconds', ...alone, most: 60 },
  { text: 'tsc for all entries, seconds more than for none', workload: 'types', figure: 'seconds', ...alone, most: 3 },
]
