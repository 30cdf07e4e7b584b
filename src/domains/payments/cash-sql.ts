import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'

export const cashFunctions: readonly DdlObject[] = [
  pgFunction('app.collect_cash', {
    args: 'of_tenant uuid, of_payment uuid, of_collected numeric',
    returns: 'void',
    security: 'definer',
    execute: ['app_user'],
    // Staff collect into the till; a courier carries the cash of what they bring, and owes it until it is handed in.
    body: `
declare
  holder uuid := case app.actor_kind() when 'courier' then app.actor_id() end;
begin
  perform from payments p
  where p.tenant_id = of_tenant and p.id = of_payment
    and case app.actor_kind() when 'customer' then false
      when 'courier' then app.brings(of_tenant, p.order_id, holder) else true end;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'payments_known', table = 'payments', message = 'no such payment';
  end if;
  insert into cash_collections (tenant_id, payment_id, membership_id, collected)
  values (of_tenant, of_payment, holder, of_collected)
  on conflict do nothing;
  if not found then
    -- Sent twice after a lost answer, it is the same collection.
    perform from cash_collections c
    where c.tenant_id = of_tenant and c.payment_id = of_payment and c.collected = of_collected
      and c.membership_id is not distinct from holder;
    if not found then
      raise exception using errcode = '23505', constraint = 'payments_order_paid', table = 'cash_collections',
        message = 'the cash was collected already';
    end if;
  end if;
end`,
  }),
  pgFunction('app.hand_in_cash', {
    args: 'of_tenant uuid, new_id uuid, of_member uuid, of_amount numeric, of_key text',
    returns: 'uuid',
    security: 'definer',
    execute: ['app_user'],
    body: `
declare
  h cash_hand_ins;
begin
  if app.actor_kind() not in ('staff', 'service') then
    raise exception using errcode = '42501', table = 'cash_hand_ins', message = 'whoever hands in cash does not receive it';
  end if;
  insert into cash_hand_ins (tenant_id, id, membership_id, amount, received_by, idempotency_key)
  values (of_tenant, new_id, of_member, of_amount, case app.actor_kind() when 'staff' then app.actor_id() end, of_key)
  on conflict (tenant_id, membership_id, idempotency_key) do nothing;
  if found then
    return new_id;
  end if;
  select * into h from cash_hand_ins where tenant_id = of_tenant and membership_id = of_member and idempotency_key = of_key;
  if h.amount <> of_amount then
    raise exception using errcode = '23505', constraint = 'cash_hand_ins_idempotency_key', table = 'cash_hand_ins',
      message = 'the key was used for another amount';
  end if;
  return h.id;
end`,
  }),
]
