import { runReads } from './reads.mjs'

/** The smallest read there is: the rating of a branch, one row by its key. */
export const run = (options) => runReads('ratings', options)
