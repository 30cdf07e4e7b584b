import { placeOrder, newId } from '../../src/index.ts'
import { byHand, lowered } from './by-hand.ts'
import { byAll, byCustomer, byOwner, byStaff, type Domain, forbidden, type Refusal } from './invariant.ts'
import type { Scene } from './scene.ts'

const invalid = (constraint: string): Refusal => ({ code: 'INVALID', constraint })
const generated: Refusal = { sqlstate: '428C9' }

const onPlaced =
  (table: string, set: string, key = 'order_id') =>
  (s: Scene) =>
    `update ${table} set ${set} where tenant_id = '${s.tenantId}' and ${key} = '${s.placed}'`

/** A line of the placed order again, but for its number, count and price. */
const aLine =
  (no: string, counts: string, price = '0') =>
  (s: Scene) =>
    `insert into order_items (tenant_id, order_id, line_no, customer_id, line_count, adjustment_count, menu_version_id, menu_item_id, name,
     iva_class, sat_product_key, sat_unit_key, quantity, unit_price, iva_rate)
   select tenant_id, order_id, ${no}, customer_id, ${counts}, menu_version_id, menu_item_id, name, iva_class, sat_product_key, sat_unit_key,
     1, ${price}, iva_rate from order_items where tenant_id = '${s.tenantId}' and order_id = '${s.placed}' and line_no = 1`

const anAdjustment = (no: string, counts: string) => (s: Scene) =>
  `insert into order_adjustments (tenant_id, order_id, adjustment_no, customer_id, line_count, adjustment_count, kind, promotion_id, name,
     funded_by, treatment, stacking_group, applies_to, amount, shares)
   select tenant_id, order_id, ${no}, customer_id, ${counts}, kind, promotion_id, name, funded_by, treatment, 'another', applies_to, amount, shares
   from order_adjustments where tenant_id = '${s.tenantId}' and order_id = '${s.placed}' and kind = 'promotion'`

export const orders: Domain = {
  title: 'Orders: the bill',
  file: 'orders.ts',
  invariants: [
    {
      name: 'The total of an order is made of its parts by the database: subtotal − discount + delivery − its discount + tip.',
      heldBy: ['orders.total'],
      attempts: [
        byCustomer(onPlaced('orders', 'total = 1', 'id'), generated),
        byStaff(onPlaced('orders', 'total = 1', 'id'), generated),
        byOwner(onPlaced('orders', 'total = 1', 'id'), generated),
      ],
    },
    {
      name: 'Gross, total, taxable part, IVA base and IVA of a line are made of price, quantity, discount and rate by the database.',
      heldBy: [
        'order_items.gross',
        'order_items.total',
        'order_items.taxable',
        'order_items.iva_base',
        'order_items.iva',
      ],
      attempts: ['gross', 'total', 'taxable', 'iva_base', 'iva'].flatMap((column) => [
        byStaff(onPlaced('order_items', `${column} = 0`), generated),
        byOwner(onPlaced('order_items', `${column} = 0`), generated),
      ]),
    },
    {
      name: 'The lines of an order add up to its header: how many, units, subtotal and discount.',
      heldBy: ['orders_add_up'],
      attempts: [
        byCustomer((s) => byHand(s)),
        byStaff((s) => byHand(s, { order: { subtotal: '9.99' } })),
        byOwner((s) => byHand(s, { order: { subtotal: '10.01' } }), invalid('orders_lines_add_up')),
        byOwner((s) => byHand(s, { order: { units: 2 } }), invalid('orders_lines_add_up')),
        byOwner(
          (s) => byHand(s, { order: { line_count: 2, units: 2 }, line: { line_count: 2 } }),
          invalid('orders_lines_add_up'),
        ),
        byOwner((s) => byHand(s, { order: lowered }), invalid('orders_lines_add_up')),
      ],
    },
    {
      name: 'The IVA of an order is that of its lines and delivery, added up at 6 decimals for each rate and rounded once.',
      heldBy: ['orders_add_up'],
      attempts: [
        byStaff((s) => byHand(s, { order: { iva: '0' } })),
        byOwner((s) => byHand(s, { order: { iva: '1.37' } }), invalid('orders_iva_adds_up')),
        byOwner((s) => byHand(s, { line: { iva_rate: '0.08' } }), invalid('orders_iva_adds_up')),
      ],
    },
    {
      name: 'The adjustments of an order add up to its discounts.',
      heldBy: ['orders_add_up'],
      attempts: [
        byStaff((s) => byHand(s, { order: lowered, line: { discount: '2.00' } })),
        byOwner((s) => byHand(s, { order: lowered, line: { discount: '2.00' } }), invalid('orders_adjustments_add_up')),
        byOwner(
          (s) =>
            byHand(s, {
              order: lowered,
              line: { discount: '2.00' },
              adjustments: [{ amount: '1.99', shares: ['1.99'] }],
            }),
          invalid('orders_adjustments_add_up'),
        ),
      ],
    },
    {
      name: 'The shares of an adjustment add up to it, and those of a line to its discount.',
      heldBy: ['orders_add_up', 'order_adjustments_shares_are_of_lines', 'order_adjustments_shares_not_negative'],
      attempts: [
        byStaff((s) => byHand(s, { order: lowered, line: { discount: '2.00' }, adjustments: [{ shares: ['1.00'] }] })),
        byOwner(
          (s) => byHand(s, { order: lowered, line: { discount: '2.00' }, adjustments: [{ shares: ['1.99'] }] }),
          invalid('orders_shares_add_up'),
        ),
        byOwner(
          (s) => byHand(s, { order: lowered, line: { discount: '2.00' }, adjustments: [{ shares: ['1.00', '1.00'] }] }),
          invalid('order_adjustments_shares_are_of_lines'),
        ),
        byOwner(
          (s) => byHand(s, { order: lowered, line: { discount: '2.00' }, adjustments: [{ shares: ['-2.00'] }] }),
          invalid('order_adjustments_shares_not_negative'),
        ),
        byOwner(
          (s) => byHand(s, { order: lowered, line: { discount: '2.00', paid_by_third: '2.00' }, adjustments: [{}] }),
          invalid('orders_iva_adds_up'),
        ),
      ],
    },
    {
      name: 'A tip is voluntary and outside of discount and tax: it is not negative, and no IVA reaches into it.',
      heldBy: [
        'orders_tip_not_negative',
        'orders_iva_within_taxed_part',
        'order_adjustments_applies_to_lines_or_delivery',
      ],
      attempts: [
        byStaff(onPlaced('orders', 'tip = 0', 'id')),
        byOwner((s) => byHand(s, { order: { tip: '-0.01' } }), invalid('orders_tip_not_negative')),
        byOwner((s) => byHand(s, { order: { tip: '100.00', iva: '15.17' } }), invalid('orders_iva_within_taxed_part')),
        byOwner(
          (s) => byHand(s, { order: lowered, adjustments: [{ applies_to: 'tip' }] }),
          invalid('order_adjustments_applies_to_lines_or_delivery'),
        ),
      ],
    },
    {
      name: 'No discount is more than what it is taken off: an order, a delivery, a line; and a third party pays no more than the discount.',
      heldBy: [
        'orders_discount_within_subtotal',
        'orders_delivery_discount_within_fee',
        'order_items_discount_within_line',
        'order_items_third_pays_of_discount',
      ],
      attempts: [
        byStaff(onPlaced('orders', 'discount = subtotal', 'id')),
        byOwner((s) => byHand(s, { order: { discount: '10.01' } }), invalid('orders_discount_within_subtotal')),
        byOwner(
          (s) => byHand(s, { order: { delivery_discount: '0.01' } }),
          invalid('orders_delivery_discount_within_fee'),
        ),
        byOwner((s) => byHand(s, { line: { discount: '10.01' } }), invalid('order_items_discount_within_line')),
        byOwner(
          (s) => byHand(s, { line: { discount: '1.00', paid_by_third: '1.01' } }),
          invalid('order_items_third_pays_of_discount'),
        ),
      ],
    },
    {
      name: 'Only a delivery has a delivery fee.',
      heldBy: ['orders_delivery_fee_only_for_delivery', 'orders_delivery_fee_not_negative'],
      attempts: [
        byStaff(onPlaced('orders', 'delivery_fee = 1', 'id')),
        byOwner(
          (s) => byHand(s, { order: { delivery_fee: '0.01' } }),
          invalid('orders_delivery_fee_only_for_delivery'),
        ),
        byOwner(
          (s) => [
            // Which would be met first.
            'alter table orders drop constraint orders_delivery_discount_within_fee',
            ...byHand(s, { order: { service: 'delivery', delivery_fee: '-0.01' } }),
          ],
          invalid('orders_delivery_fee_not_negative'),
        ),
      ],
    },
    {
      name: 'Nothing on the bill of an order changes after it was placed.',
      heldBy: ['orders_bill_is_final'],
      attempts: [
        'subtotal = subtotal - 1',
        'tip = 0',
        `notes = 'sin cebolla'`,
        'id = app.uuid_v7()',
        'iva = 0',
        `service = 'delivery'`,
        'placed_at = now()',
        `quote_hash = '\\x'`,
        'line_count = 9',
      ].flatMap((set) => byAll(onPlaced('orders', set, 'id'), forbidden)),
    },
    {
      name: 'An order is never deleted.',
      heldBy: ['orders_stay'],
      attempts: byAll((s) => `delete from orders where tenant_id = '${s.tenantId}' and id = '${s.placed}'`, forbidden),
    },
    {
      name: 'An order gets no line later, not even one of 0.00.',
      heldBy: ['order_items_line_within_count', 'order_items_order_fk', 'order_items_pkey'],
      attempts: [
        ...byAll(aLine('3', 'line_count, adjustment_count'), invalid('order_items_line_within_count')),
        byOwner(aLine('3', 'line_count + 1, adjustment_count'), {
          code: 'REFERENCED',
          constraint: 'order_items_order_fk',
        }),
        byOwner(aLine('1', 'line_count, adjustment_count'), { code: 'CONFLICT', constraint: 'order_items_pkey' }),
        byOwner(aLine('0', 'line_count, adjustment_count'), invalid('order_items_line_within_count')),
      ],
    },
    {
      name: 'A line of an order never changes and never goes.',
      heldBy: ['order_items_append_only'],
      attempts: [
        ...byAll(onPlaced('order_items', 'quantity = 1'), forbidden),
        ...byAll(
          (s) => `delete from order_items where tenant_id = '${s.tenantId}' and order_id = '${s.placed}'`,
          forbidden,
        ),
      ],
    },
    {
      name: 'An order gets no adjustment later, and those that it has never change.',
      heldBy: ['order_adjustments_number_within_count', 'order_adjustments_order_fk', 'order_adjustments_append_only'],
      attempts: [
        ...byAll(anAdjustment('3', 'line_count, adjustment_count'), invalid('order_adjustments_number_within_count')),
        byOwner(anAdjustment('3', 'line_count, adjustment_count + 1'), {
          code: 'REFERENCED',
          constraint: 'order_adjustments_order_fk',
        }),
        ...byAll(onPlaced('order_adjustments', 'amount = 0.01'), forbidden),
        ...byAll((s) => `delete from order_adjustments where tenant_id = '${s.tenantId}'`, forbidden),
      ],
    },
    {
      name: 'A line gets no modifier later, and those that it has never change.',
      heldBy: ['order_item_modifiers_with_order', 'order_item_modifiers_append_only'],
      attempts: [
        ...byAll(
          (
            s,
          ) => `insert into order_item_modifiers (tenant_id, order_id, line_no, position, customer_id, option_id, group_name, option_name, quantity, price)
            select tenant_id, order_id, line_no, 9, customer_id, option_id, group_name, option_name, quantity, price
            from order_item_modifiers where tenant_id = '${s.tenantId}' and order_id = '${s.placed}'`,
          { code: 'FORBIDDEN', constraint: 'order_item_modifiers_with_order' },
        ),
        ...byAll(onPlaced('order_item_modifiers', 'price = 0'), forbidden),
      ],
    },
    {
      name: 'An adjustment takes something off, and says who bears it and whether it lowers the tax.',
      heldBy: [
        'order_adjustments_amount_positive',
        'order_adjustments_funder_known',
        'order_adjustments_treatment_known',
        'order_adjustments_delivery_is_discounted',
      ],
      attempts: [
        byStaff(onPlaced('order_adjustments', `funded_by = 'restaurant'`)),
        byOwner((s) => byHand(s, { adjustments: [{ amount: '0' }] }), invalid('order_adjustments_amount_positive')),
        byOwner(
          (s) => byHand(s, { adjustments: [{ funded_by: 'nobody' }] }),
          invalid('order_adjustments_funder_known'),
        ),
        byOwner(
          (s) => byHand(s, { adjustments: [{ treatment: 'gift' }] }),
          invalid('order_adjustments_treatment_known'),
        ),
        byOwner(
          (s) => byHand(s, { adjustments: [{ applies_to: 'delivery', shares: [], treatment: 'third-party-payment' }] }),
          invalid('order_adjustments_delivery_is_discounted'),
        ),
      ],
    },
    {
      name: 'A line is a dish of the version that was sold, with the rate of its class.',
      heldBy: ['order_items_menu_item_fk', 'order_items_rate_fits_class', 'order_items_iva_class_known'],
      attempts: [
        byStaff(onPlaced('order_items', `iva_class = 'zero'`)),
        byOwner((s) => byHand(s, { line: { menu_item_id: newId() } }), {
          code: 'REFERENCED',
          constraint: 'order_items_menu_item_fk',
        }),
        byOwner((s) => byHand(s, { line: { iva_class: 'exempt' } }), invalid('order_items_rate_fits_class')),
        byOwner((s) => byHand(s, { line: { iva_class: 'zero' } }), invalid('order_items_rate_fits_class')),
      ],
    },
    {
      name: 'A quote becomes one order at most.',
      heldBy: ['orders_quote_key'],
      attempts: [
        {
          as: 'customer',
          verb: ({ db, customer, placedQuote }) =>
            db.as(customer, (tx) => placeOrder(tx, { quoteId: placedQuote, idempotencyKey: newId() })),
          refused: { code: 'QUOTE_USED' },
        },
        byOwner((s) => byHand(s, { order: { quote_id: s.placedQuote } }), {
          code: 'QUOTE_USED',
          constraint: 'orders_quote_key',
        }),
      ],
    },
    {
      name: 'An order keeps the hash of what the customer was shown, and how its taxes were rounded.',
      heldBy: ['orders_quote_hash_is_sha256', 'orders_rounding_policy_known'],
      attempts: [
        byStaff(onPlaced('orders', `rounding_policy = 'mine'`, 'id')),
        byOwner((s) => byHand(s, { order: { quote_hash: '\\\\x00' } }), invalid('orders_quote_hash_is_sha256')),
        byOwner((s) => byHand(s, { order: { rounding_policy: 'mine' } }), invalid('orders_rounding_policy_known')),
      ],
    },
    {
      name: 'What an order refers to is of its own tenant: branch, customer, slot.',
      heldBy: ['orders_branch_fk', 'orders_customer_fk', 'orders_slot_fk', 'orders_tenant', 'orders_tenant_is_final'],
      attempts: [
        byStaff((s) => `update orders set tenant_id = '${s.other.tenantId}' where tenant_id = '${s.tenantId}'`),
        byOwner((s) => byHand(s, { order: { branch_id: s.other.branchId } }), {
          code: 'REFERENCED',
          constraint: 'orders_branch_fk',
        }),
        byOwner((s) => byHand(s, { order: { customer_id: s.other.customerId } }), {
          code: 'REFERENCED',
          constraint: 'orders_customer_fk',
        }),
        byOwner((s) => byHand(s, { order: { slot_id: newId() } }), {
          code: 'REFERENCED',
          constraint: 'orders_slot_fk',
        }),
        byOwner((s) => byHand(s, { order: { tenant_id: s.other.tenantId } }), forbidden),
        byOwner(
          (s) => `update orders set tenant_id = '${s.other.tenantId}' where tenant_id = '${s.tenantId}'`,
          forbidden,
        ),
      ],
    },
  ],
}
