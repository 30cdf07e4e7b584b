import type { VerifyRule } from '../rule.ts'

/** All of `verifySettlement`; a subject is behind the name of what does not hold. */
export const settlement: VerifyRule = {
  id: 'settlement',
  says: 'The ledger is even, and says of payments, refunds, tips, commissions and payouts what happened.',
  sql: `
    select d.rule || ' ' || d.subject, trim_scale(d.expected)::text, trim_scale(d.actual)::text
    from app.verify_ledger(:tenant) d`,
}
