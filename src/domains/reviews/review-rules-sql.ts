import { type DdlObject, pgFunction, pgTrigger } from '../../kernel/ddl.ts'
import { everyone } from '../../rls/roles.ts'
import { reviewWindow } from './review-window.ts'

const tooLate = (deliveredAt: string) => `
    raise exception using errcode = '55000', constraint = 'reviews_in_time', table = 'reviews',
      message = 'the order was delivered too long ago', hint = jsonb_build_object('until', ${deliveredAt} + ${reviewWindow})::text;`

/** What a review must be, whoever writes it: of a delivery, in time, of a line or courier of the order, and for good. */
export const reviewRules: readonly DdlObject[] = [
  pgFunction('app.courier_of', {
    args: 'of_tenant uuid, of_order uuid',
    returns: 'uuid',
    language: 'sql',
    volatility: 'stable',
    execute: everyone,
    body: `select d.courier_id from deliveries d where d.tenant_id = of_tenant and d.order_id = of_order and d.status = 'delivered'`,
  }),
  pgFunction('app.reviews_check', {
    returns: 'trigger',
    security: 'definer',
    // Deliveries, lines and events are only ever added: what is found here stays so, without a lock.
    body: `
begin
  -- Before the look-ups below, whose answers would otherwise tell of orders of others.
  if new.tenant_id is distinct from app.tenant_id()
    or (app.actor_kind() = 'customer' and new.customer_id is distinct from app.actor_id()) then
    raise exception using errcode = '42501', table = 'reviews', message = 'a review of somebody else';
  end if;
  select c.delivered_at into new.delivered_at from order_completions c
  where c.tenant_id = new.tenant_id and c.order_id = new.order_id and c.customer_id = new.customer_id;
  if not found then
    raise exception using errcode = '23503', constraint = 'reviews_order_delivered_fk', table = 'reviews', message = 'the order is not delivered';
  end if;
  new.created_at := now();
  new.edited_at := null;
  if new.created_at > new.delivered_at + ${reviewWindow} then${tooLate('new.delivered_at')}
  end if;
  if new.line_no is not null then
    select l.menu_item_id into new.menu_item_id from order_items l
    where l.tenant_id = new.tenant_id and l.order_id = new.order_id and l.line_no = new.line_no;
    if not found then
      raise exception using errcode = '23503', constraint = 'reviews_line_fk', table = 'reviews', message = 'the order has no such line';
    end if;
  end if;
  if new.courier_id is not null and new.courier_id is distinct from app.courier_of(new.tenant_id, new.order_id) then
    raise exception using errcode = '23503', constraint = 'reviews_courier_brought_it', table = 'reviews', message = 'no such courier brought the order';
  end if;
  return new;
end`,
  }),
  pgTrigger('reviews', 'reviews_check', 'before insert on reviews for each row', 'app.reviews_check()'),
  pgFunction('app.reviews_edit', {
    returns: 'trigger',
    body: `
begin
  if now() > old.delivered_at + ${reviewWindow} then${tooLate('old.delivered_at')}
  end if;
  new.edited_at := now();
  return new;
end`,
  }),
  pgTrigger(
    'reviews',
    'reviews_edit',
    'before update of stars, comment on reviews for each row when (old.stars <> new.stars or old.comment <> new.comment)',
    'app.reviews_edit()',
  ),
  // Set by the trigger above; nobody names it.
  pgTrigger(
    'reviews',
    'reviews_edited_by_the_clock',
    'before update of edited_at on reviews for each row',
    'app.refuse_change()',
  ),
  // Without it, the owner could set a review back to where an older decision had left it.
  pgTrigger(
    'reviews',
    'reviews_follow_moderations',
    `before update of state, moderation_seq on reviews for each row
  when (new.moderation_seq is distinct from coalesce(old.moderation_seq, 0) + 1)`,
    'app.refuse_change()',
  ),
  pgTrigger(
    'reviews',
    'reviews_what_is_final',
    `before update of id, order_id, customer_id, branch_id, courier_id, line_no, menu_item_id, delivered_at, created_at on reviews for each row
  when ((old.id, old.order_id, old.customer_id, old.branch_id, old.courier_id, old.line_no, old.menu_item_id, old.delivered_at, old.created_at)
    is distinct from (new.id, new.order_id, new.customer_id, new.branch_id, new.courier_id, new.line_no, new.menu_item_id, new.delivered_at, new.created_at))`,
    'app.refuse_change()',
  ),
]
