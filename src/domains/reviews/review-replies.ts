import { sql } from 'drizzle-orm'
import { check, foreignKey, text, uuid } from 'drizzle-orm/pg-core'
import { actorKinds } from '../../kernel/actor.ts'
import { at } from '../../kernel/columns.ts'
import { pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { personal } from '../../kernel/personal.ts'
import { audited } from '../../rls/audited.ts'
import { allow, stamped } from '../../rls/policies.ts'
import { tenantTable } from '../../rls/tables.ts'
import { replyWindow } from './review-window.ts'
import { reviews } from './reviews.ts'

/** Who sees the review sees the reply. One look by key per reply: a page of reviews has a few. */
const withReview = sql`exists (
  select from reviews r where r.tenant_id = review_replies.tenant_id and r.id = review_replies.review_id
)`

/** One row per review that the restaurant answered; it may be changed for a week. */
export const reviewReplies = tenantTable(
  'review_replies',
  {
    reviewId: uuid('review_id').notNull(),
    body: personal('words', text('body')).notNull(),
    /** Who wrote it, or changed it last; by the signed context. */
    actorKind: text('actor_kind', { enum: actorKinds })
      .notNull()
      .default(sql`app.actor_kind()`),
    actorId: uuid('actor_id')
      .notNull()
      .default(sql`app.actor_id()`),
    createdAt: at('created_at').notNull().defaultNow(),
    editedAt: at('edited_at'),
  },
  {
    key: (t) => [t.tenantId, t.reviewId],
    constraints: (t) => [
      foreignKey({
        name: 'review_replies_review_fk',
        columns: [t.tenantId, t.reviewId],
        foreignColumns: [reviews.tenantId, reviews.id],
      }),
      check('review_replies_body_given', sql`btrim(${t.body}) <> '' and length(${t.body}) <= 2000`),
      // Behind the trigger, which says until when.
      check('review_replies_within_window', sql`${t.editedAt} <= ${t.createdAt} + ${sql.raw(replyWindow)}`),
      stamped(
        'review_replies',
        sql`actor_kind = (select app.actor_kind()) and actor_id = (select app.actor_id()) and created_at = now() and edited_at is null`,
      ),
    ],
    access: (t) => [
      allow('select', { staff: true, service: true, customer: withReview, courier: withReview }),
      allow('insert', { staff: true, service: true }),
      allow('update', { staff: true, service: true }, [t.body]),
    ],
    ddl: [
      ...audited('review_replies'),
      pgFunction('app.review_replies_edit', {
        returns: 'trigger',
        body: `
begin
  if now() > old.created_at + ${replyWindow} then
    raise exception using errcode = '55000', constraint = 'review_replies_in_time', table = 'review_replies',
      message = 'the reply can no longer be changed', hint = jsonb_build_object('until', old.created_at + ${replyWindow})::text;
  end if;
  new.actor_kind := app.actor_kind();
  new.actor_id := app.actor_id();
  new.edited_at := now();
  return new;
end`,
      }),
      pgTrigger(
        'review_replies',
        'review_replies_edit',
        'before update of body on review_replies for each row when (old.body <> new.body)',
        'app.review_replies_edit()',
      ),
      pgTrigger(
        'review_replies',
        'review_replies_what_is_final',
        `before update of review_id, created_at on review_replies for each row
  when ((old.review_id, old.created_at) is distinct from (new.review_id, new.created_at))`,
        'app.refuse_change()',
      ),
    ],
  },
)

export type ReviewReply = typeof reviewReplies.$inferSelect
