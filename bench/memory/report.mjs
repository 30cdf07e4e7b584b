// A job or a soak is called by its size: a goal is of one size, and a smaller run, however it is recorded, meets none.

const jobName = ({ name, count, what }) => `${name} of ${count} ${what}`
const here = (workload, concurrency) => ({ workload, contender: 'platform-db', concurrency, latencyMs: 0 })

export function resultsOf({ jobs, raced, soaked }) {
  return [
    ...jobs.map((job) => ({ ...here(jobName(job), 1), megabytes: job.megabytes, seconds: job.seconds })),
    ...raced,
    ...soaked.map(({ minutes, callers, heap, rss }) => ({
      ...here(`soak of ${minutes} minutes`, callers),
      megabytesPerMinute: heap.perMinute,
      rssPerMinute: rss.perMinute,
    })),
  ]
}

export const tableOf = ({ jobs, raced, soaked }) => [
  ...tableOfJobs(jobs),
  ...tableOfConnections(raced),
  ...soaked.flatMap(tableOfSoak),
]

const row = (name, cells) => `${name.padEnd(34)}${cells.map((cell) => cell.padStart(13)).join('')}`

function tableOfJobs(jobs) {
  if (jobs.length === 0) return []
  return [
    row('one process, RSS above its start', ['most MB', 'seconds']),
    ...jobs.map((job) => row(jobName(job), [job.megabytes.toFixed(0), job.seconds.toFixed(1)])),
    '',
  ]
}

function tableOfConnections(raced) {
  const [first] = raced
  if (!first) return []
  const { concurrency } = first
  return [
    row(`${concurrency} connections, smallest read`, [
      'MB at first',
      '×',
      'under load',
      '×',
      'from to',
      'MB a backend',
      '×',
      'calls/s',
    ]),
    ...raced.map((one) =>
      row(one.contender, [
        one.megabytesBefore.toFixed(0),
        one.rssRatioBefore.toFixed(2),
        one.megabytes.toFixed(0),
        one.rssRatio.toFixed(2),
        one.rssSpread.map((ratio) => ratio.toFixed(2)).join(' '),
        one.backendMegabytes.toFixed(2),
        one.backendRatio.toFixed(2),
        one.perSecond.toFixed(0),
      ]),
    ),
    '',
  ]
}

function tableOfSoak({ minutes, callers, calls, heap, rss }) {
  const line = (name, { first, last, perMinute }) =>
    row(name, [first.toFixed(1), last.toFixed(1), perMinute.toFixed(3)])
  return [
    row(`soak of ${minutes} minutes, ${callers} callers`, ['first 10 %', 'last 10 %', 'MB a minute']),
    line('heap after a collection, MB', heap),
    line('RSS, MB', rss),
    `${calls} calls; the slope is that of the second half`,
  ]
}
