import type { VerifyRule } from '../rule.ts'

/** All of `verifyRatings`. */
export const ratings: VerifyRule = {
  id: 'ratings',
  says: 'The totals of a branch, a courier and a dish are those of their visible reviews.',
  sql: `
    select d.target || ' ' || d.target_id, d.counted::text, coalesce(d.stored::text, 'no total')
    from app.verify_ratings(:tenant) d`,
}
