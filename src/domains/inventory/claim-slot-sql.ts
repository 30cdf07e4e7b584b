import { type DdlObject, pgFunction } from '../../kernel/ddl.ts'

/** The slot has room for one order more, of these units and this amount. */
const hasRoom = `s.booked_orders < s.max_orders
      and s.booked_units + units <= coalesce(s.max_units, s.booked_units + units)
      and s.booked_amount + amount <= coalesce(s.max_amount, s.booked_amount + amount)`

/** Called by the functions of orders, as the owner; nobody else may. Without a slot, both do nothing. */
export const slotFunctions: readonly DdlObject[] = [
  pgFunction('app.claim_slot', {
    args: 'of_tenant uuid, of_branch uuid, of_service text, of_slot uuid, units integer, amount numeric',
    returns: 'void',
    // One guarded statement; what stood in its way is asked only when it met nothing.
    body: `
declare
  found_slot kitchen_slots;
  next_slot kitchen_slots;
begin
  if of_slot is null then return; end if;
  update kitchen_slots s set booked_orders = s.booked_orders + 1, booked_units = s.booked_units + units,
    booked_amount = s.booked_amount + amount
  where s.tenant_id = of_tenant and s.id = of_slot and s.branch_id = of_branch and s.service = of_service
    and s.closed_at is null and s.ends_at > now()
    and ${hasRoom};
  if found then return; end if;
  select * into found_slot from kitchen_slots s
  where s.tenant_id = of_tenant and s.id = of_slot and s.branch_id = of_branch and s.service = of_service;
  if not found then
    raise exception using errcode = 'P0002', constraint = 'kitchen_slots_known', table = 'kitchen_slots',
      message = 'no such slot of this branch and service';
  end if;
  if found_slot.closed_at is not null or found_slot.ends_at <= now() then
    raise exception using errcode = '55000', constraint = 'kitchen_slots_open', table = 'kitchen_slots',
      message = 'the slot takes no more orders', hint = jsonb_build_object('slotId', of_slot)::text;
  end if;
  select * into next_slot from kitchen_slots s
  where s.tenant_id = of_tenant and s.branch_id = of_branch and s.service = of_service
    and s.starts_at > found_slot.starts_at and s.closed_at is null and s.ends_at > now()
    and ${hasRoom}
  order by s.starts_at limit 1;
  raise exception using errcode = '23514', constraint = 'kitchen_slots_free', table = 'kitchen_slots',
    message = 'the slot has no room for the order',
    hint = jsonb_strip_nulls(jsonb_build_object('slotId', of_slot, 'nextSlotId', next_slot.id,
      'nextStartsAt', to_char(next_slot.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))::text;
end`,
  }),
  pgFunction('app.release_slot', {
    args: 'of_tenant uuid, of_slot uuid, units integer, amount numeric',
    returns: 'void',
    body: `
begin
  if of_slot is null then return; end if;
  update kitchen_slots s set booked_orders = s.booked_orders - 1, booked_units = s.booked_units - units,
    booked_amount = s.booked_amount - amount
  where s.tenant_id = of_tenant and s.id = of_slot;
end`,
  }),
]
