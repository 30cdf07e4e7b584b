/** An order that was not called off: what was claimed for it is still claimed. */
export const live = `o.status not in ('rejected', 'cancelled')`

/** Of the order `o`, whether the kitchen ever began. */
export const cooked = `exists (select from order_events p where p.tenant_id = o.tenant_id and p.order_id = o.id and p.to_status = 'preparing')`
