import type { Check } from '../verify.ts'

/** Quotes, and that an order is its quote. */
export const quotes: readonly Check[] = [
  {
    name: 'an order has its quote, was placed while it held, and no quote has two',
    sql: `select o.tenant_id, o.id from orders o left join order_quotes q on q.tenant_id = o.tenant_id and q.id = o.quote_id
      where q.id is null or o.placed_at < q.quoted_at - interval '1 minute' or o.placed_at >= q.expires_at
      union all
      select tenant_id, quote_id from orders group by tenant_id, quote_id having count(*) > 1`,
  },
  {
    name: 'a quote holds for ten minutes',
    sql: `select tenant_id, id from order_quotes where expires_at is distinct from quoted_at + interval '10 minutes' or quoted_at > clock_timestamp()`,
  },
  {
    name: 'the header of an order is that of its quote',
    sql: `select o.tenant_id, o.id from orders o join order_quotes q on q.tenant_id = o.tenant_id and q.id = o.quote_id
      where (o.branch_id, o.customer_id, o.service, o.channel, o.slot_id, o.quote_hash, o.notes, o.units, o.subtotal, o.discount,
          o.delivery_fee, o.delivery_discount, o.delivery_iva_rate, o.tip, o.iva, o.total)
        is distinct from (q.branch_id, q.customer_id, q.service, q.channel, q.slot_id, q.hash, q.notes, q.units, q.subtotal, q.discount,
          q.delivery_fee, q.delivery_discount, q.delivery_iva_rate, q.tip, q.iva, q.total)`,
  },
  {
    name: 'the lines of an order are those of its quote',
    sql: `select coalesce(l.tenant_id, q.tenant_id), coalesce(l.order_id, q.order_id)
      from (
        select o.tenant_id, o.id as order_id, q.menu_version_id, x.* from orders o
        join order_quotes q on q.tenant_id = o.tenant_id and q.id = o.quote_id
        cross join jsonb_to_recordset(q.document->'lines') as x ("lineNo" integer, "itemId" uuid, name text, "ivaClass" text,
          "satProductKey" text, "satUnitKey" text, quantity integer, "unitPrice" numeric, discount numeric, "paidByThird" numeric, "ivaRate" numeric)
      ) q
      full join order_items l on l.tenant_id = q.tenant_id and l.order_id = q.order_id and l.line_no = q."lineNo"
      where (l.menu_version_id, l.menu_item_id, l.name, l.iva_class, l.sat_product_key, l.sat_unit_key, l.quantity, l.unit_price::numeric,
          l.discount::numeric, l.paid_by_third::numeric, l.iva_rate::numeric)
        is distinct from (q.menu_version_id, q."itemId", q.name, q."ivaClass", q."satProductKey", q."satUnitKey", q.quantity, q."unitPrice",
          q.discount, q."paidByThird", q."ivaRate")`,
  },
  {
    name: 'the modifiers of an order are those of its quote',
    sql: `select coalesce(m.tenant_id, q.tenant_id), coalesce(m.order_id, q.order_id)
      from (
        select o.tenant_id, o.id as order_id, x."lineNo", y.* from orders o
        join order_quotes q on q.tenant_id = o.tenant_id and q.id = o.quote_id
        cross join jsonb_to_recordset(q.document->'lines') as x ("lineNo" integer, modifiers jsonb)
        cross join jsonb_to_recordset(x.modifiers) as y (position integer, "parentPosition" integer, "optionId" uuid,
          "groupName" text, "optionName" text, quantity integer, price numeric)
      ) q
      full join order_item_modifiers m on m.tenant_id = q.tenant_id and m.order_id = q.order_id and m.line_no = q."lineNo" and m.position = q.position
      where (m.parent_position, m.option_id, m.group_name, m.option_name, m.quantity, m.price::numeric)
        is distinct from (q."parentPosition", q."optionId", q."groupName", q."optionName", q.quantity, q.price)`,
  },
  {
    name: 'the adjustments of an order are those of its quote',
    sql: `select coalesce(a.tenant_id, q.tenant_id), coalesce(a.order_id, q.order_id)
      from (
        select o.tenant_id, o.id as order_id, x.* from orders o
        join order_quotes q on q.tenant_id = o.tenant_id and q.id = o.quote_id
        cross join jsonb_to_recordset(q.document->'adjustments') as x ("adjustmentNo" integer, kind text, "promotionId" uuid, "couponId" uuid,
          name text, "fundedBy" text, treatment text, "stackingGroup" text, "appliesTo" text, amount numeric)
      ) q
      full join order_adjustments a on a.tenant_id = q.tenant_id and a.order_id = q.order_id and a.adjustment_no = q."adjustmentNo"
      where (a.kind, a.promotion_id, a.coupon_id, a.name, a.funded_by, a.treatment, a.stacking_group, a.applies_to, a.amount::numeric)
        is distinct from (q.kind, q."promotionId", q."couponId", q.name, q."fundedBy", q.treatment, q."stackingGroup", q."appliesTo", q.amount)`,
  },
  {
    name: 'a line is called, taxed and priced as the menu had it',
    sql: `select q.tenant_id, q.id from order_quotes q
      cross join jsonb_to_recordset(q.document->'lines') as x ("itemId" uuid, name text, sku text, "ivaClass" text, "satProductKey" text,
        "satUnitKey" text, "unitPrice" numeric, modifiers jsonb)
      left join published_items i on i.tenant_id = q.tenant_id and i.version_id = q.menu_version_id and i.item_id = x."itemId"
      where (i.document->>'name', i.document->>'sku', i.document->>'ivaClass', i.document->>'satProductKey', i.document->>'satUnitKey')
          is distinct from (x.name, x.sku, x."ivaClass", x."satProductKey", x."satUnitKey")
        or (x.modifiers = '[]' and x."unitPrice" <> (i.document->>'price')::numeric and not exists (
          select from product_prices p where p.tenant_id = q.tenant_id and p.product_id = x."itemId" and p.price::numeric = x."unitPrice"
        ))`,
  },
  {
    name: 'a tip is outside: it is in the total once, and in no discount and no tax',
    sql: `select tenant_id, id from order_quotes
      where tip < 0 or total <> subtotal - discount + delivery_fee - delivery_discount + tip or discount > subtotal
        or iva > subtotal + delivery_fee - delivery_discount`,
  },
]
