import { live, type VerifyRule } from '../rule.ts'

export const kitchenSlots: VerifyRule = {
  id: 'kitchen-slots',
  says: 'A kitchen slot is booked for what live orders take of it.',
  sql: `
    select s.id::text, format('%s orders, %s units, %s', b.orders, b.units, b.amount),
      format('%s orders, %s units, %s', s.booked_orders, s.booked_units, s.booked_amount)
    from kitchen_slots s
    cross join lateral (
      select count(*) as orders, coalesce(sum(o.units), 0) as units, coalesce(sum(o.subtotal::numeric), 0) as amount
      from orders o where o.tenant_id = :tenant and o.slot_id = s.id and ${live}
    ) b
    where s.tenant_id = :tenant
      and (s.booked_orders::bigint, s.booked_units::bigint, s.booked_amount::numeric) is distinct from (b.orders, b.units, b.amount)`,
}
