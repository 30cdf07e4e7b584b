import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { chartsOf } from './performance-charts.ts'
import { type Goal, goals } from './performance-goals.ts'
import { commit, machine } from './recorded-at.ts'

/** What one run of a benchmark measured, and where: `docs/performance/<name>.json`, written by its command alone. */
export interface Performance {
  readonly command: string
  readonly date: string
  readonly commit: string
  readonly machine: Readonly<Record<string, string | number>>
  /** As the run printed it. */
  readonly table: readonly string[]
  readonly results?: readonly Result[]
}

/** One contender, or ours alone, in one place; every ratio is to the floor of the same round. */
export interface Result {
  readonly workload: string
  readonly contender: string
  readonly concurrency: number
  readonly latencyMs: number
  readonly throughputRatio?: number
  readonly p50Ratio?: number
  readonly p95Ratio?: number
  readonly clientCpuRatio?: number
  readonly serverCpuRatio?: number
  readonly perSecond?: number
  readonly p95?: number
  /** The time of one job, to the floor's. */
  readonly timeRatio?: number
  readonly microseconds?: number
  /** Of a process, above its start where a job is measured. */
  readonly megabytes?: number
  readonly megabytesPerMinute?: number
  readonly rssRatio?: number
  /** At the largest size, to the same at the smallest. */
  readonly growthRatio?: number
  readonly milliseconds?: number
  readonly seconds?: number
  readonly tests?: number
}

const OURS = 'platform-db'
const reads =
  'Reads: the floor is one statement of a superuser. Ours carries a signed context, which the server verifies, and every relation asks its policy. For the smallest read that is several times the work of the read itself: `floor-context`, by hand with the same context and policies, pays it as well, and who has neither is ahead.'
const steps =
  'Steps and payments: three statements by hand, with everything known beforehand, against the context, the policies, the chain of events and a function that looks whether the step may be taken.'
const placing =
  'Placing an order: its fifteen rows, some forty index entries and two dozen foreign-key checks are everybody’s, the floor’s too. What a client can save is the smaller part of it beside the server, and grows with the way.'

const onPglite =
  'PGlite: PostgreSQL as WebAssembly, several times slower than on a server, and slower still for the first tenants of a process. The lane has about twice the tests that its goal was made for.'
const partitions =
  'Partitions: a plan for any month costs the sum of all of them in the planner’s eyes, so that from a dozen on it plans each statement for the one it needs; the cost of that plan is what has grown, and grows little from there.'

const tenants =
  'Tenants: an order is read from several tables, whose indexes are deeper with ten thousand tenants than with ten; whether that is all of it was not taken apart.'
const byPostgresJs =
  'By postgres.js: what differs from a flush by hand is most of all the client’s time. Four statements are four queries there, each with promises of its own, and the pool, the scope and the mapping of a row come on top.'

/** What stands in the way, by workload. */
const reasons: Readonly<Record<string, string>> = {
  ratings: reads,
  list: reads,
  orders: placing,
  'hot-coupon': placing,
  accept: steps,
  capture: steps,
  'new-test-tenant': onPglite,
  'pglite-lane': onPglite,
  'growth-tenants-point': tenants,
  'growth-partitions-timeline': partitions,
  'growth-partitions-place': partitions,
  'rls over four': reads,
  connections:
    'Connections: what is above the floor’s is there before any of them, the modules of the library and of Drizzle; a connection of its own adds little.',
}

/** In the order of the page; what is not here comes behind. */
const order = [
  'ratings',
  'list',
  'menu',
  'orders',
  'transition',
  'rls',
  'bulk',
  'search',
  'scale',
  'partitioning',
  'outbox',
  'memory',
  'money',
  'pglite',
  'types',
]

const folder = new URL('../docs/performance/', import.meta.url)
const page = new URL('../docs/performance.md', import.meta.url)

/** Writes what a run measured, as it was asked for, with its date, commit and machine, and the page and its charts anew. */
export function recordPerformance(
  name: string,
  asked: readonly string[],
  measured: Pick<Performance, 'table' | 'results'> & { readonly server?: string | undefined },
): void {
  const { server, table, results } = measured
  const recorded: Performance = {
    command: `npm run bench -- ${asked.join(' ')}`,
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    machine: { ...machine(), ...(server === undefined ? {} : { postgres: server }) },
    table,
    ...(results === undefined ? {} : { results }),
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(recorded, null, 2)}\n`)
  writePerformancePage()
}

export function writePerformancePage(): void {
  for (const [file, text] of Object.entries(performancePage(readPerformance()))) {
    writeFileSync(file === 'performance.md' ? page : new URL(file, folder), text)
  }
}

/** The files that are not what the recorded runs make of them. */
export function stalePerformancePages(): readonly string[] {
  return Object.entries(performancePage(readPerformance())).flatMap(([file, text]) => {
    const url = file === 'performance.md' ? page : new URL(file, folder)
    return existsSync(url) && readFileSync(url, 'utf8') === text ? [] : [file]
  })
}

function readPerformance(): Readonly<Record<string, Performance>> {
  if (!existsSync(folder)) return {}
  const names = readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -5)] : []))
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  return Object.fromEntries(
    names
      .toSorted((a, b) => place(a) - place(b) || a.localeCompare(b))
      // Written by the benchmarks, in this shape.
      .map((name) => [name, JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Performance]),
  )
}

/** The page that these runs make, and a chart for each place that contenders were raced in. */
export function performancePage(recorded: Readonly<Record<string, Performance>>): Readonly<Record<string, string>> {
  const charts: Record<string, string> = {}
  const sections = Object.entries(recorded).map(([name, run]) => {
    const pictures = chartsOf(name, run.results ?? [], OURS)
    for (const { file, svg } of pictures) charts[file] = svg
    const where = Object.entries(run.machine).map(([what, value]) => `${what} ${value}`)
    return `## ${name}

\`\`\`sh
${run.command}
\`\`\`

${run.date}, commit ${run.commit}; ${where.join(', ')}.

${pictures.map(({ file, title }) => `![${title}](performance/${file})\n\n`).join('')}\`\`\`text
${run.table.join('\n').trim()}
\`\`\`
`
  })
  const all = Object.values(recorded).flatMap(({ results }) => results ?? [])
  return {
    'performance.md': `# Performance

Every figure was measured and written by the command above it; none by hand. \`tsx scripts/performance-page.ts\` makes this
page and its charts of \`docs/performance/*.json\`. Ratios are to a floor in the same round: what one would write by hand for
speed, without row level security and without context. Contenders take turns, each in a process of its own; one that
answers otherwise than the floor is named, and not timed. Read ratios; seconds belong to the machine. \`platform-db\` is ours
by the driver that is the default now; where another was when a run was recorded, its rows were renamed, and nothing else.

${goalTable(all)}
${sections.join('\n')}`,
    ...charts,
  }
}

function goalTable(all: readonly Result[]): string {
  const missing = new Set<string>()
  const rows = goals.flatMap((goal) => {
    const measured = measuredOf(goal, all)
    if (measured === undefined) return []
    const { text, least, most, over } = goal
    const unit = goal.figure.endsWith('Ratio') || over !== undefined ? ' ×' : ''
    const show = (value: number) => `${value >= 100 ? value.toFixed(0) : Number(value.toFixed(2))}${unit}`
    const wanted = least === undefined ? `≤ ${show(most ?? 0)}` : `≥ ${show(least)}`
    // What shrinks is below any most, and no ratio tells by how much.
    const met = least === undefined ? measured <= (most ?? 0) : measured >= least
    const reached = least === undefined ? (most ?? 0) / measured : measured / least
    if (!met) missing.add(goal.by === 'platform-db-postgres' ? byPostgresJs : (reasons[goal.workload] ?? ''))
    const verdict = met ? 'met' : `missed by ${((1 - reached) * 100).toFixed(0)} %`
    return [`| ${text} | ${wanted} | ${show(measured)} | ${verdict} |\n`]
  })
  if (rows.length === 0) return ''
  const why = [...missing].filter((reason) => reason !== '').map((reason) => `- ${reason}\n`)
  return `## Goals\n\n| what | goal | measured | |\n| - | -: | -: | - |\n${rows.join('')}\n${why.join('')}`
}

function measuredOf({ workload, figure, over, by = OURS, ...where }: Goal, all: readonly Result[]): number | undefined {
  const of = (contender: string) =>
    all.find(
      (result) =>
        result.workload === workload &&
        result.contender === contender &&
        result.concurrency === where.concurrency &&
        result.latencyMs === where.latencyMs,
    )?.[figure]
  const ours = of(by)
  if (ours === undefined || over === undefined) return ours
  const theirs = of(over)
  return theirs === undefined ? undefined : ours / theirs
}
