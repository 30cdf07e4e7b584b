import { configDefaults, defineConfig } from 'vitest/config'

const embedded = ['test/{domains,docs,testing,invariants}/**/*.test.ts']
/** Domains whose rules are triggers, locks and commits: told by a server alone, for the time that both would take. */
const onServerOnly = ['test/domains/{delivery,inventory,ledger,payments,promotions,reviews}/**']
const server = [
  'test/{domains,server,migrations,client,doctor}/**/*.test.ts',
  'test/proof/faults/faults.test.ts',
  'test/proof/races/**/{explore,races}.test.ts',
]

/** A domain test runs twice, in process on PGlite and on a PostgreSQL server, unless it is named above. */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Whatever is in no other lane, so that no test is forgotten.
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...embedded, ...server, 'test/consumer/app/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'pglite',
          include: embedded,
          exclude: [...configDefaults.exclude, ...onServerOnly],
          env: { LANE: 'pglite' },
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: server,
          env: { LANE: 'server' },
          globalSetup: 'test/lanes/global-setup.ts',
        },
      },
    ],
    passWithNoTests: true,
    pool: 'forks',
    maxWorkers: 2,
    // A busy machine is slow, not wrong; and a test that passes at the second try has found a race, so none is retried.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    retry: 0,
    reporters: ['default', ['json', { outputFile: '.cache/vitest/tests.json' }]],
  },
})
