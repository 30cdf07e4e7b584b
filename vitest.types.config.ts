import { defineConfig } from 'vitest/config'

/** What must not compile, and what a type must be. Checked by tsc, never run. */
export default defineConfig({
  test: {
    name: 'types',
    include: [],
    typecheck: {
      enabled: true,
      only: true,
      checker: 'tsc',
      include: ['test/types/**/*.test-d.ts'],
      // Everything else is compiled by check:types, once.
      tsconfig: 'tsconfig.types.json',
    },
    passWithNoTests: true,
    reporters: ['default', ['json', { outputFile: '.cache/vitest/types.json' }]],
  },
})
