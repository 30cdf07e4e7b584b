import { defineConfig } from 'vitest/config'

const domains = 'test/domains/**/*.test.ts'

/** Every domain test runs twice: in process on PGlite, and on a PostgreSQL server. */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/*.test.ts', 'test/{money,mexico,lanes,kernel,generate}/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'pglite',
          include: [domains, 'test/{docs,testing}/**/*.test.ts'],
          env: { LANE: 'pglite' },
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: [domains, 'test/{server,migrations,client}/**/*.test.ts'],
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
