// npm run prove:model [-- --steps 100000] [-- --seed N] [-- --without RULE] [-- --json] [-- --record]
// Random steps over verbs and SQL by hand; after each 50, every invariant over every row. On PGlite, or on the server of
// TEST_DATABASE_URL. With --without, one rule is dropped first: the run must then fail. With --record, the figures are for
// docs/proof.md: those of a whole run alone, with every rule.
import { parseArgs } from 'node:util'
import { runModel } from '../test/proof/model/run.ts'
import { checks } from '../test/proof/model/verify.ts'
import { recordProof } from './proof.ts'

const WHOLE = 100_000

const { values: options } = parseArgs({
  options: {
    steps: { type: 'string', default: String(WHOLE) },
    seed: { type: 'string' },
    without: { type: 'string' },
    json: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
})

const seed = Number(options.seed ?? Math.floor(Math.random() * 0x7fff_ffff))
const steps = Number(options.steps)
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(steps)) throw new Error('--steps and --seed are whole numbers')
if (options.record && (steps < WHOLE || options.without !== undefined)) throw new Error('only a whole run is recorded')

// With --json, standard output is one line; what goes on is told beside it.
const say = options.json ? console.error : console.log
say(`seed ${seed}: the same again with --seed ${seed}`)
const started = performance.now()
const serverUrl = process.env['TEST_DATABASE_URL']
const result = await runModel({ steps, seed, without: options.without, serverUrl, say })
const seconds = Math.round((performance.now() - started) / 1000)

for (const [kind, { accepted, refused, nothing }] of Object.entries(result.kinds).sort(([a], [b]) =>
  a < b ? -1 : 1,
)) {
  say(
    `${kind.padEnd(16)} ${String(accepted).padStart(7)} accepted ${String(refused).padStart(7)} refused ${String(nothing).padStart(7)} without a row`,
  )
}
for (const line of result.trail) say(line)
for (const { check, tenantId, what } of result.violations) say(`VIOLATED ${check}: ${what} of tenant ${tenantId}`)
if (result.violations.length > 0) process.exitCode = 1

const all = Object.values(result.kinds)
const sum = (of: 'accepted' | 'refused' | 'nothing') => all.reduce((total, tally) => total + tally[of], 0)
const figures = {
  seed,
  steps: result.steps,
  checks: checks.length,
  verifications: result.verifications,
  worlds: result.worlds,
  orders: result.orders,
  accepted: sum('accepted'),
  refused: sum('refused'),
  withoutRow: sum('nothing'),
  rulesThatRefused: Object.keys(result.refusedBy).length,
  violations: result.violations.length,
  seconds,
}
if (options.json) console.log(JSON.stringify(figures))
else {
  say(
    `refused by ${figures.rulesThatRefused} rules: ${Object.entries(result.refusedBy)
      .sort(([, a], [, b]) => b - a)
      .map(([rule, n]) => `${rule} ${n}`)
      .join(', ')}`,
  )
  say(JSON.stringify(figures))
}
if (options.record && result.violations.length === 0) {
  const { seed: _, ...rest } = figures
  const engine = serverUrl === undefined ? 'PGlite' : 'a server'
  recordProof('model', { command: 'npm run prove:model -- --record', seed, figures: { ...rest, engine } })
}
