/** What the owner's own functions write, and what nothing but the rights of the application keeps others from. */
export interface Open {
  readonly why: string
  readonly columns?: readonly string[]
  readonly inserts?: true
  readonly deletes?: true
}

const counted =
  'a counter that is raised and lowered by one guarded statement: to hold it against its owner too, every claim would have to add up all orders again'

/**
 * Invariants that the application cannot break, by any right that it has, and that the owner could: a definer function
 * with a fault in it, or somebody with the owner's role. Everything else is held against both.
 */
export const onlyAgainstTheApplication: Readonly<Record<string, Open>> = {
  promotions: { why: counted, columns: ['redeemed', 'spent'] },
  coupons: { why: counted, columns: ['redeemed'] },
  promotion_customers: {
    why: counted,
    columns: ['used', 'promotion_id', 'customer_id', 'tenant_id'],
    inserts: true,
    deletes: true,
  },
  kitchen_slots: { why: counted, columns: ['booked_orders', 'booked_units', 'booked_amount'] },
  stock_levels: { why: counted, columns: ['reserved'] },
  stock_reservations: {
    why: 'a reservation follows its order by app.claim_stock, app.consume_stock and app.release_stock, which also write the level: a row by hand has no claim behind it',
    columns: ['state'],
    inserts: true,
  },
  stock_movements: {
    why: 'what is sold to an order is written by app.consume_stock, which ends the reservation first; the application may not write this kind',
    inserts: true,
  },
  outbox: {
    why: 'partitioned by the day of its id, where a unique key over aggregate and number cannot be: one row for each event is the trigger that writes it',
    inserts: true,
  },
  rating_totals: {
    why: counted,
    columns: [
      'count',
      'sum',
      'stars_1',
      'stars_2',
      'stars_3',
      'stars_4',
      'stars_5',
      'branch_id',
      'courier_id',
      'menu_item_id',
    ],
    inserts: true,
    deletes: true,
  },
  idempotency_keys: {
    why: 'a key and its result are written in one transaction by app.place_order; a key by hand has no order behind it',
    inserts: true,
  },
}
