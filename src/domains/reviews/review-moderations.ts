import { sql } from 'drizzle-orm'
import { check, foreignKey, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { actorKinds } from '../../kernel/actor.ts'
import { at } from '../../kernel/columns.ts'
import { pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { personal } from '../../kernel/personal.ts'
import { allow, stamped } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { reviews, reviewStates } from './reviews.ts'

/**
 * One row per decision about a review, with its reason and who took it, and the only way to take one: inserting it hides
 * or shows the review, and uncounts or counts its stars. Of two racing decisions, one meets the primary key.
 */
export const reviewModerations = tenantTable(
  'review_moderations',
  {
    reviewId: uuid('review_id').notNull(),
    seq: integer('seq').notNull(),
    fromState: text('from_state', { enum: reviewStates }).notNull(),
    toState: text('to_state', { enum: reviewStates }).notNull(),
    reason: personal('words', text('reason')).notNull(),
    /** Who and when, by the signed context and the clock: no other value gets past the policy. */
    actorKind: text('actor_kind', { enum: actorKinds })
      .notNull()
      .default(sql`app.actor_kind()`),
    actorId: uuid('actor_id')
      .notNull()
      .default(sql`app.actor_id()`),
    at: at('recorded_at').notNull().defaultNow(),
  },
  {
    key: (t) => [t.tenantId, t.reviewId, t.seq],
    constraints: (t) => [
      // Lets a review prove its state.
      unique('review_moderations_to_state_key').on(t.tenantId, t.reviewId, t.seq, t.toState),
      foreignKey({
        name: 'review_moderations_review_fk',
        columns: [t.tenantId, t.reviewId],
        foreignColumns: [reviews.tenantId, reviews.id],
      }),
      check(
        'review_moderations_steps',
        sql`(${t.fromState}, ${t.toState}) in (('visible', 'hidden'), ('hidden', 'visible'))`,
      ),
      check('review_moderations_seq_counts', sql`${t.seq} >= 1`),
      check('review_moderations_reason_given', sql`btrim(${t.reason}) <> '' and length(${t.reason}) <= 500`),
      stamped(
        'review_moderations',
        sql`actor_kind = (select app.actor_kind()) and actor_id = (select app.actor_id()) and recorded_at = now()`,
      ),
    ],
    access: () => [allow('select', { staff: true, service: true }), allow('insert', { staff: true, service: true })],
    appendOnly: true,
    ddl: [
      pgFunction('app.review_moderations_apply', {
        returns: 'trigger',
        security: 'definer',
        // One guarded UPDATE: the chain has no gap, and starts where the one before ended.
        body: `
begin
  update reviews r set state = new.to_state, moderation_seq = new.seq
  where r.tenant_id = new.tenant_id and r.id = new.review_id
    and r.state = new.from_state and coalesce(r.moderation_seq, 0) = new.seq - 1;
  if not found then
    raise exception using errcode = '40001', constraint = 'review_moderations_follows', table = 'review_moderations',
      message = 'another decision was taken first';
  end if;
  return null;
end`,
      }),
      pgTrigger(
        'review_moderations',
        'review_moderations_apply',
        'after insert on review_moderations for each row',
        'app.review_moderations_apply()',
      ),
    ],
  },
)

export type ReviewModeration = typeof reviewModerations.$inferSelect
