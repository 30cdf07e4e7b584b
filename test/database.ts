import { inject, test as base } from 'vitest'
import { withDatabase } from '../src/testing.ts'

/**
 * `test` with `db` and `tenant`, on the lane that the project runs in: embedded, or a real PostgreSQL. A verb's tests
 * run on both, unchanged.
 */
export const test = withDatabase(base, () => (onServer ? { serverUrl: inject('serverUrl') } : {}))

/** True in the lane with a real server. */
export const onServer = process.env['LANE'] === 'server'
