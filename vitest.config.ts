import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'
import { LongestFirst } from './test/lanes/longest-first.ts'

/**
 * What an application does in process, on PGlite: the pages, the kit, and the path from a tenant to a delivered order.
 * The rules themselves are told by a server, where isolation, locks and commits are those of production.
 */
const embedded = [
  'test/{docs,testing}/**/*.test.ts',
  'test/seed/tables.test.ts',
  'test/domains/{create-tenant,import-menu,publish-menu,menu-at,search-menu}.test.ts',
  'test/domains/place-order.test.ts',
]
const server = [
  'test/{domains,invariants,server,migrations,client,doctor,seed,verify}/**/*.test.ts',
  'test/proof/faults/faults.test.ts',
  'test/proof/races/**/{explore,races}.test.ts',
  'test/cli/on-server/**/*.test.ts',
  'test/tutorial/**/*.test.ts',
]

/** Every domain test runs on a PostgreSQL server; those named above in process as well. */
export default defineConfig({
  // The examples and recipes import the package as an application does; as in tsconfig.json.
  resolve: {
    alias: [
      { find: /^@platform\/db$/, replacement: fileURLToPath(new URL('src/index.ts', import.meta.url)) },
      { find: /^@platform\/db\/(.*)$/, replacement: fileURLToPath(new URL('src/$1.ts', import.meta.url)) },
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Whatever is in no other lane, so that no test is forgotten.
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...embedded, ...server],
        },
      },
      {
        extends: true,
        test: {
          name: 'pglite',
          include: embedded,
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
    // A worker loads the library once, not with every file: that was an eighth of a run, and a third of the lane of PGlite,
    // whose workers hold some 150 MB of each database that was in them instead, and end with a gigabyte. So a file leaves
    // nothing else behind in its process; what it changes of the environment or of a global, it puts back.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // One more than the cores of a small machine: the tests wait for their servers a fifth of the time.
    maxWorkers: 3,
    // A busy machine is slow, not wrong; and a test that passes at the second try has found a race, so none is retried.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    retry: 0,
    reporters: ['default', ['json', { outputFile: '.cache/vitest/tests.json' }]],
  },
})
