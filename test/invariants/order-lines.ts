import { newId } from '../../src/index.ts'
import { byHand } from './by-hand.ts'
import { byAll, byOwner, byStaff, type Domain, forbidden, type Refusal } from './invariant.ts'
import type { Scene } from './scene.ts'

const invalid = (constraint: string): Refusal => ({ code: 'INVALID', constraint })

const onPlaced = (table: string, set: string) => (s: Scene) =>
  `update ${table} set ${set} where tenant_id = '${s.tenantId}' and order_id = '${s.placed}'`

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

export const orderLines: Domain = {
  title: 'Orders: lines, modifiers, adjustments',
  file: 'order-lines.ts',
  invariants: [
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
  ],
}
