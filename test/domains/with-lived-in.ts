import { test as base } from '../database.ts'
import { aLivedInTenant, type LivedIn } from './lived-in.ts'

/**
 * `test` with one such tenant for the whole file. Only for tests whose every statement is refused or undone: they leave
 * it as they found it, so they share nothing.
 */
export const test = base.extend<{ lived: LivedIn }>({
  lived: [
    async ({ db }, use) => {
      await use(await aLivedInTenant(db))
    },
    { scope: 'file' },
  ],
})
