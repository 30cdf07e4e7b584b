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
