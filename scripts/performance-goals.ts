import type { Result } from './performance.ts'

type FigureName = Exclude<keyof Result, 'workload' | 'contender' | 'concurrency' | 'latencyMs'>

export interface Goal {
  readonly text: string
  readonly workload: string
  readonly figure: FigureName
  readonly concurrency: number
  readonly latencyMs: number
  readonly least?: number
  readonly most?: number
  /** Ours against this contender, not against the floor. */
  readonly over?: string
  /** Whose figure it is; ours by the default driver when left out. */
  readonly by?: string
}

const at = (concurrency: number, latencyMs = 0) => ({ concurrency, latencyMs })

const alone = at(1)

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
const budgets: readonly Goal[] = [
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

const byPostgresJs = (text: string, workload: string): Goal => ({
  text: `${text} by postgres.js, against a flush of it by hand`,
  workload,
  figure: 'perSecond',
  ...at(16),
  least: 0.9,
  by: 'platform-db-postgres',
  over: 'floor-context',
})

const aheadOf = (orm: string, least: number, text: string, where: ReturnType<typeof at>): Goal => ({
  text: `${text}, against ${orm}`,
  workload: 'orders',
  figure: 'perSecond',
  ...where,
  least,
  over: orm.toLowerCase(),
})

/** What was to be reached, by the default driver with row level security and a verified context. */
export const goals: readonly Goal[] = [
  { text: 'smallest read', workload: 'ratings', figure: 'throughputRatio', ...at(16), least: 0.85 },
  { text: 'smallest read, reads a second', workload: 'ratings', figure: 'perSecond', ...at(16), least: 10_000 },
  {
    text: 'smallest read, client’s processor time',
    workload: 'ratings',
    figure: 'clientCpuRatio',
    ...at(16),
    most: 1.6,
  },
  { text: 'smallest read, p50 with 1 ms on the way', workload: 'ratings', figure: 'p50Ratio', ...at(1, 1), most: 1.1 },
  { text: 'smallest read, p95 at 64 callers', workload: 'ratings', figure: 'p95Ratio', ...at(64), most: 1.3 },
  byPostgresJs('smallest read', 'ratings'),
  { text: 'list of 50 orders', workload: 'list', figure: 'throughputRatio', ...at(16), least: 0.85 },
  { text: 'list of 50, client’s processor time', workload: 'list', figure: 'clientCpuRatio', ...at(16), most: 1.6 },
  { text: 'list of 50, p50 with 1 ms on the way', workload: 'list', figure: 'p50Ratio', ...at(1, 1), most: 1.1 },
  byPostgresJs('list of 50', 'list'),
  { text: 'menu, from its snapshot', workload: 'menu', figure: 'throughputRatio', ...at(16), least: 2 },
  { text: 'placing an order', workload: 'orders', figure: 'throughputRatio', ...at(16), least: 0.85 },
  { text: 'placing an order, orders a second', workload: 'orders', figure: 'perSecond', ...at(16), least: 1000 },
  { text: 'placing an order, p95 in ms', workload: 'orders', figure: 'p95', ...at(16), most: 100 },
  aheadOf('Drizzle', 5, 'placing an order', at(16)),
  aheadOf('Prisma', 10, 'placing an order', at(16)),
  aheadOf('Drizzle', 5, 'placing an order with 1 ms on the way', at(16, 1)),
  aheadOf('Drizzle', 5, 'placing an order with 5 ms on the way', at(16, 5)),
  aheadOf('Prisma', 10, 'placing an order with 5 ms on the way', at(16, 5)),
  {
    text: 'a hot coupon with 2 ms on the way',
    workload: 'hot-coupon',
    figure: 'throughputRatio',
    ...at(16, 2),
    least: 0.85,
  },
  { text: 'a step of an order', workload: 'accept', figure: 'throughputRatio', ...at(16), least: 0.8 },
  { text: 'a step, with 1 ms on the way', workload: 'accept', figure: 'throughputRatio', ...at(16, 1), least: 0.8 },
  { text: 'capturing a payment', workload: 'capture', figure: 'throughputRatio', ...at(16), least: 0.8 },
  { text: 'capturing, with 1 ms on the way', workload: 'capture', figure: 'throughputRatio', ...at(16, 1), least: 0.8 },
  {
    text: 'guard and context over four tables, p95',
    workload: 'rls over four',
    figure: 'p95Ratio',
    ...at(4),
    most: 1.1,
    by: 'context',
  },
  {
    text: 'strict mode, µs of the server for a relation more',
    workload: 'a relation more',
    figure: 'microseconds',
    ...at(4),
    most: 20,
    by: 'strict',
  },
  { text: 'copyIn, to raw COPY', workload: '20000 rows', figure: 'timeRatio', ...alone, most: 1.3 },
  {
    text: 'copyIn, against VALUES of 1,000',
    workload: '20000 rows',
    figure: 'perSecond',
    ...alone,
    least: 1.5,
    over: 'insertMany',
  },
  ...budgets,
]
