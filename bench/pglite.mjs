import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spread } from './contenders.mjs'

const here = new URL('.', import.meta.url)

/**
 * What tests on PGlite wait for: `openTestDb()` from its snapshot, each time in a process of its own; a new tenant; and all
 * tests of this repository that run on it.
 */
export async function run({ rounds = 5, tenants = 20, lane = true } = {}) {
  // The first makes the snapshot, where there is none, and does not count.
  await opened(1)
  const opens = []
  for (let round = 0; round < rounds; round++) opens.push(await opened(tenants))
  const open = spread(opens.map(({ seconds }) => seconds))
  const tenant = spread(opens.flatMap((one) => one.tenants))
  const figures = [
    ['open-test-db', { seconds: open.median }],
    ['new-test-tenant', { milliseconds: tenant.median }],
    ...(lane ? [['pglite-lane', await fastLane()]] : []),
  ]
  const results = figures.map(([workload, figure]) => ({
    workload,
    contender: 'platform-db',
    concurrency: 1,
    latencyMs: 0,
    ...figure,
  }))
  return { rounds, open, tenant, results, table: tableOf({ rounds, open, tenant, lane: results[2] }) }
}

async function opened(tenants) {
  const child = fork(fileURLToPath(new URL('pglite/open.mjs', here)), [String(tenants)])
  const [[answer]] = await Promise.all([once(child, 'message'), once(child, 'exit')])
  return answer
}

/** From the command to its end, as whoever runs it waits for it; its report is where `vitest.config.ts` has it put. */
async function fastLane() {
  const root = new URL('..', here)
  const report = new URL('.cache/vitest/tests.json', root)
  await rm(report, { force: true })
  const vitest = join(createRequire(import.meta.url).resolve('vitest/package.json'), '..', 'vitest.mjs')
  const began = performance.now()
  const child = spawn(process.execPath, [vitest, 'run', '--project', 'pglite'], {
    cwd: fileURLToPath(root),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  const seconds = (performance.now() - began) / 1000
  const { numPassedTests: tests, numTotalTests: all } = JSON.parse(await readFile(report, 'utf8'))
  if (code !== 0) throw new Error(`the lane of PGlite ended with ${code}: ${tests} of ${all} tests passed`)
  return { tests, seconds }
}

function tableOf({ rounds, open, tenant, lane }) {
  const line = (what, { median, min, max }, digits, unit) =>
    `${what.padEnd(44)}${median.toFixed(digits).padStart(8)}${`${min.toFixed(digits)} ${max.toFixed(digits)}`.padStart(14)}  ${unit}`
  return [
    `${`PGlite, ${rounds} processes, one after another`.padEnd(44)}${'median'.padStart(8)}${'from to'.padStart(14)}`,
    line('openTestDb() from its snapshot', open, 2, 's'),
    line('newTenant(db)', tenant, 1, 'ms'),
    ...(lane
      ? [
          `${`the lane of PGlite, ${lane.tests} tests`.padEnd(44)}${lane.seconds.toFixed(1).padStart(8)}${''.padStart(14)}  s`,
        ]
      : []),
  ]
}
