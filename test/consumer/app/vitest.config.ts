import { defineConfig } from 'vitest/config'

// The first test of a run waits for the migrated snapshot to be made; later runs find it.
export default defineConfig({ test: { testTimeout: 60_000 } })
