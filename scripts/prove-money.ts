// npm run prove:money [-- FILE…]: the properties of money, prices, promotions, hours and settlements at their full length.
// The suite runs a part of each, long enough for its naive twins to be found out. Those in SQL need a server, the one of
// TEST_DATABASE_URL or one from npm. What stands in the environment already wins.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const full: Readonly<Record<string, string>> = {
  MONEY_RUNS: '1',
  SELECTION_CASES: '120000',
  SELECTION_TWINS: '20000',
  QUOTE_TWINS: '2000',
  PROMOTION_CASES: '10000',
  TWIN_BASKETS: '3000',
  HOURS_RUNS: '4',
  SETTLEMENT_STEPS: '10000',
}
const files = [
  'test/money',
  'test/menu/price-selection.property.test.ts',
  'test/promotions/apply-promotions.property.test.ts',
  'test/server/iva-twins.test.ts',
  'test/server/hours-oracle.test.ts',
  'test/domains/sql-twins.test.ts',
  'test/domains/price-selection.test.ts',
  'test/domains/quote-twins.test.ts',
  'test/domains/promotions/check-adjustments.test.ts',
  'test/domains/ledger/settlement.property.test.ts',
]

const asked = process.argv.slice(2)
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
// No report: that of the suite is counted by .ci/run.
const args = [vitest, 'run', '--project', 'unit', '--project', 'server', '--reporter', 'default']
const { status } = spawnSync(process.execPath, [...args, ...(asked.length > 0 ? asked : files)], {
  env: { ...full, ...process.env },
  stdio: 'inherit',
})
process.exitCode = status ?? 1
