import { test as base } from 'vitest'
import { onServer, test } from '../database.ts'

/** For what needs several connections at once, or the server's own planner: skipped elsewhere, and it says why. */
export const testOnServer: typeof test = onServer
  ? test
  : // The same calls, none of which runs its body: the fixtures are never asked for.
    (base.extend({}).skip as unknown as typeof test)

if (!onServer) console.info('skipped on PGlite, which has one connection: races and plans of the server lane')
