import { runReads } from './reads.mjs'

/** The newest 50 orders of a customer. */
export const run = (options) => runReads('list', options)
