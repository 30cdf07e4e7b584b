import type { Domain } from './invariant.ts'

/** Filled by «Settlement». */
export const payments: Domain = { title: 'Payments', file: 'payments.ts', invariants: [] }
