import { describe } from 'vitest'
import { onServer } from '../database.ts'

/** For what needs several connections at once, or many rows and a plan: skipped on PGlite, and it says why. */
export const describeOnServer: typeof describe | typeof describe.skip = onServer ? describe : describe.skip

if (!onServer) console.info('PGlite has one connection: races and plans are tested in the server lane only')
