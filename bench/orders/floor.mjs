import postgres from 'postgres'
import { uuidv7 } from 'uuidv7'

/**
 * The floor: what one would write by hand for speed. postgres.js, one connection each, eleven prepared statements in one
 * flush, every claim a guarded UPDATE, rows from arrays; a superuser on tables without policies and triggers. It takes
 * the priced basket from memory, where `placeOrder` reads the quote, and neither looks whether the branch is open, the
 * menu is the same and nothing has sold out, nor adds the order up at the end.
 */
export async function open({ superuserUrl, places, baskets, concurrency }) {
  const clients = Array.from({ length: concurrency }, () =>
    postgres(superuserUrl, { max: 1, fetch_types: false, connection: { search_path: 'plain, public' } }),
  )
  await Promise.all(clients.map((sql) => sql`select 1`))
  const of = new Map(baskets.map((basket) => [basket.branch_id, prepared(basket)]))
  return {
    call: (worker, n) => place(clients[worker], of.get(places[(worker + n) % places.length].branchId)),
    plain: ({ total, iva, status, line_count: lineCount }) => ({
      total: Number(total).toFixed(2),
      iva: Number(iva).toFixed(2),
      status,
      lineCount,
    }),
    close: () => Promise.all(clients.map((sql) => sql.end())),
  }
}

/** Once per basket: what does not change from order to order. */
function prepared(basket) {
  const { lines, adjustments, demand } = basket.document
  const [adjustment] = adjustments
  return {
    ...basket,
    adjustment,
    lines: JSON.stringify(lines),
    shares: `{${adjustment.shares}}`,
    demand: JSON.stringify(demand),
  }
}

async function place(sql, b) {
  const [orderId, key, tenant] = [uuidv7(), uuidv7(), b.tenant_id]
  const answers = await Promise.all([
    sql`begin`,
    sql`insert into idempotency_keys (tenant_id, actor, verb, key, request_hash, result_id)
      values (${tenant}, ${`customer:${b.customer_id}`}, 'placeOrder', ${key}, ${b.hash}, ${orderId})`,
    sql`update coupons set redeemed = redeemed + 1
      where tenant_id = ${tenant} and id = ${b.adjustment.couponId} and redeemed < max_redemptions returning 1 as claimed`,
    sql`with need as (select * from jsonb_to_recordset(${b.demand}::text::jsonb) as d ("stockItemId" uuid, quantity numeric))
      update stock_levels l set reserved = l.reserved + n.quantity from need n
      where l.tenant_id = ${tenant} and l.branch_id = ${b.branch_id} and l.stock_item_id = n."stockItemId" and l.on_hand - l.reserved >= n.quantity
      returning 1 as claimed`,
    sql`with folio as (
        insert into order_folio_counters as c (tenant_id, branch_id, business_on, last_folio) values (${tenant}, ${b.branch_id}, current_date, 1)
        on conflict (tenant_id, branch_id, business_on) do update set last_folio = c.last_folio + 1 returning last_folio
      )
      insert into orders (tenant_id, id, branch_id, customer_id, service, channel, quote_id, quote_hash, business_on, folio, line_count,
        adjustment_count, units, subtotal, discount, delivery_fee, delivery_discount, delivery_iva_rate, tip, iva, accept_by_at)
      select ${tenant}, ${orderId}, ${b.branch_id}, ${b.customer_id}, ${b.service}, ${b.channel}, ${orderId}, ${b.hash}, current_date, last_folio, 3,
        1, ${b.units}, ${b.subtotal}, ${b.discount}, 0, 0, ${b.delivery_iva_rate}, ${b.tip}, ${b.iva}, now() + interval '15 minutes'
      from folio returning *`,
    sql`insert into stock_reservations (tenant_id, order_id, stock_item_id, branch_id, quantity, expires_at)
      select ${tenant}, ${orderId}, d."stockItemId", ${b.branch_id}, d.quantity, now() + interval '15 minutes'
      from jsonb_to_recordset(${b.demand}::text::jsonb) as d ("stockItemId" uuid, quantity numeric)`,
    sql`insert into order_items (tenant_id, order_id, line_no, customer_id, line_count, adjustment_count, menu_version_id, menu_item_id, name, iva_class,
        sat_product_key, sat_unit_key, quantity, unit_price, discount, paid_by_third, iva_rate)
      select ${tenant}, ${orderId}, l."lineNo", ${b.customer_id}, 3, 1, ${b.menu_version_id}, l."itemId", l.name, l."ivaClass", l."satProductKey",
        l."satUnitKey", l.quantity, l."unitPrice", l.discount, 0, l."ivaRate"
      from jsonb_to_recordset(${b.lines}::text::jsonb) as l ("lineNo" integer, "itemId" uuid, name text, "ivaClass" text, "satProductKey" text,
        "satUnitKey" text, quantity integer, "unitPrice" numeric, discount numeric, "ivaRate" numeric)`,
    sql`insert into order_adjustments (tenant_id, order_id, adjustment_no, customer_id, line_count, adjustment_count, kind, promotion_id, coupon_id, name, funded_by, treatment,
        stacking_group, applies_to, amount, shares)
      values (${tenant}, ${orderId}, 1, ${b.customer_id}, 3, 1, 'coupon', ${b.adjustment.promotionId}, ${b.adjustment.couponId}, ${b.adjustment.name},
        'restaurant', 'discount', ${b.adjustment.stackingGroup}, 'lines', ${b.adjustment.amount}, ${b.shares}::text::mxn[])`,
    sql`insert into order_events (tenant_id, order_id, seq, customer_id, to_status, actor_kind, actor_id)
      values (${tenant}, ${orderId}, 1, ${b.customer_id}, 'placed', 'customer', ${b.customer_id})`,
    sql`insert into outbox (tenant_id, topic, aggregate_id, seq, payload)
      values (${tenant}, 'order.placed', ${orderId}, 1, ${`{"orderId":"${orderId}","seq":1,"status":"placed"}`}::text::jsonb)`,
    sql`commit`,
  ])
  if (answers[2].length !== 1 || answers[3].length !== 3) throw new Error('a claim was refused')
  return answers[4][0]
}
