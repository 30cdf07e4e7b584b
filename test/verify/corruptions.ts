/** A tenant's rows made false, past every trigger and key: what only a superuser can do, or a disk. */
export interface Corruption {
  readonly rule: string
  readonly what: string
  /** `$tenant` is the tenant. */
  readonly sql: string
  /** Rules that must notice, this one among them. */
  readonly noticed: readonly string[]
}

export const corruptions: readonly Corruption[] = [
  {
    rule: 'order-lines',
    what: 'a line is lost',
    sql: `delete from order_items where tenant_id = $tenant and line_no = 2`,
    noticed: ['order-lines', 'order-iva', 'settlement'],
  },
  {
    rule: 'order-adjustments',
    what: 'a share of a discount has another amount',
    sql: `update order_adjustments set shares[1] = (shares[1]::numeric + 1)::mxn where tenant_id = $tenant`,
    noticed: ['order-adjustments'],
  },
  {
    rule: 'order-iva',
    what: 'the IVA of an order is a centavo more',
    sql: `update orders set iva = (iva::numeric + 0.01)::mxn where tenant_id = $tenant`,
    noticed: ['order-iva'],
  },
  {
    rule: 'order-events',
    what: 'an event in the middle is another step',
    sql: `update order_events set to_status = 'ready' where tenant_id = $tenant and to_status = 'preparing'`,
    noticed: ['order-events'],
  },
  {
    rule: 'order-events',
    what: 'an order has gone back',
    sql: `update orders set status = 'accepted', version = 2 where tenant_id = $tenant and status = 'delivered' and service = 'pickup'`,
    noticed: ['order-events', 'order-completions'],
  },
  {
    rule: 'folios',
    what: 'a folio is missing',
    sql: `update orders set folio = folio + 1 where tenant_id = $tenant
      and folio = (select max(folio) from orders where tenant_id = $tenant)`,
    noticed: ['folios'],
  },
  {
    rule: 'promotions',
    what: 'a promotion has spent less',
    sql: `update promotions set spent = (spent::numeric - 1)::mxn where tenant_id = $tenant and budget is not null`,
    noticed: ['promotions'],
  },
  {
    rule: 'promotions',
    what: 'a customer has used a promotion once more',
    sql: `update promotion_customers set used = used + 1 where tenant_id = $tenant`,
    noticed: ['promotions'],
  },
  {
    rule: 'coupons',
    what: 'a coupon was redeemed once more',
    sql: `update coupons set redeemed = redeemed + 1 where tenant_id = $tenant and max_redemptions is not null`,
    noticed: ['coupons'],
  },
  {
    rule: 'stock',
    what: 'more is on hand than came',
    sql: `update stock_levels set on_hand = (on_hand::numeric + 1)::stock_quantity where tenant_id = $tenant`,
    noticed: ['stock'],
  },
  {
    rule: 'stock',
    what: 'something is reserved for nobody',
    sql: `update stock_levels set reserved = (reserved::numeric + 1)::stock_quantity where tenant_id = $tenant`,
    noticed: ['stock'],
  },
  {
    rule: 'stock',
    what: 'a movement began elsewhere',
    sql: `update stock_movements set on_hand_before = on_hand_before + 1, on_hand_after = on_hand_after + 1
      where tenant_id = $tenant and kind = 'sold'`,
    noticed: ['stock'],
  },
  {
    rule: 'kitchen-slots',
    what: 'a slot is booked by nobody',
    sql: `update kitchen_slots set booked_units = booked_units + 1 where tenant_id = $tenant`,
    noticed: ['kitchen-slots'],
  },
  {
    rule: 'deliveries',
    what: 'a delivery that arrived is on its way',
    sql: `update deliveries set status = 'picked_up' where tenant_id = $tenant and status = 'delivered'`,
    noticed: ['deliveries'],
  },
  {
    rule: 'deliveries',
    what: 'nobody brings the order',
    sql: `delete from deliveries where tenant_id = $tenant`,
    noticed: ['deliveries'],
  },
  {
    rule: 'order-completions',
    what: 'a delivered order was never completed',
    sql: `delete from order_completions where tenant_id = $tenant`,
    noticed: ['order-completions', 'settlement'],
  },
  {
    rule: 'payments',
    what: 'less was asked for, and captured, than the order came to',
    sql: `update payments set amount = (amount::numeric - 1)::mxn, authorized = (authorized::numeric - 1)::mxn, captured = (captured::numeric - 1)::mxn where tenant_id = $tenant and status = 'captured' and method = 'card'`,
    noticed: ['payments', 'settlement'],
  },
  {
    rule: 'settlement',
    what: 'an entry has another amount',
    sql: `update ledger_entries set debit = (debit::numeric + 1)::mxn where tenant_id = $tenant and entry_no = 1 and debit > 0`,
    noticed: ['settlement'],
  },
  {
    rule: 'ratings',
    what: 'a star is counted twice',
    sql: `update rating_totals set stars_5 = stars_5 + 1, count = count + 1, sum = sum + 5 where tenant_id = $tenant`,
    noticed: ['ratings'],
  },
]
