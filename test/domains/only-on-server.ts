import { describe } from 'vitest'
import { onServer } from '../database.ts'

/** For what needs several connections at once, or many rows and a plan: skipped on PGlite, and it says why. */
export const describeOnServer = describe.runIf(onServer)

if (!onServer) console.info('PGlite has one connection: races and plans are tested in the server lane only')
