import type { Domain } from './invariant.ts'

/** Filled by «Settlement». */
export const ledger: Domain = { title: 'Ledger', file: 'ledger.ts', invariants: [] }
