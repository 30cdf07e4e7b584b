import { newId } from '../../src/index.ts'
import type { Scene } from './scene.ts'

type Json = Readonly<Record<string, unknown>>

interface Changes {
  readonly order?: Json
  readonly line?: Json
  readonly adjustments?: readonly Json[]
  /** False: without its first event. */
  readonly event?: false
}

const columns = {
  orders:
    'tenant_id, id, branch_id, customer_id, service, channel, quote_id, quote_hash, slot_id, status, version, notes, line_count, adjustment_count, units, subtotal, discount, delivery_fee, delivery_discount, delivery_iva_rate, tip, iva, rounding_policy, placed_at, accept_by_at',
  order_items:
    'tenant_id, order_id, line_no, customer_id, line_count, adjustment_count, menu_version_id, menu_item_id, name, iva_class, sat_product_key, sat_unit_key, quantity, unit_price, discount, paid_by_third, iva_rate',
  order_adjustments:
    'tenant_id, order_id, adjustment_no, customer_id, line_count, adjustment_count, kind, promotion_id, coupon_id, name, funded_by, treatment, stacking_group, applies_to, amount, shares',
} as const

/** A row like one that is there, but for some columns. */
function like(table: keyof typeof columns, of: string, changes: Json): string {
  const list = columns[table]
  return `insert into ${table} (${list}) select ${list} from jsonb_populate_record(null::${table},
    (select to_jsonb(t) from ${table} t where ${of} limit 1) || '${JSON.stringify(changes)}')`
}

/**
 * What the owner would write for an order of one line, 10.00 with IVA inside, to pick up: it stands, unless it is changed.
 * The application has no right to any of these inserts.
 */
export function byHand({ tenantId, placed }: Scene, changes: Changes = {}): readonly string[] {
  const id = newId()
  const { adjustments = [] } = changes
  const counts = { line_count: 1, adjustment_count: adjustments.length }
  const now = new Date().toISOString()
  const header = {
    id,
    quote_id: newId(),
    slot_id: null,
    status: 'placed',
    version: 1,
    ...counts,
    units: 1,
    subtotal: '10.00',
    discount: '0',
    delivery_fee: '0',
    delivery_discount: '0',
    tip: '0',
    iva: '1.38',
    placed_at: now,
    accept_by_at: '2100-01-01T00:00:00Z',
    ...changes.order,
  }
  const line = {
    order_id: id,
    line_no: 1,
    ...counts,
    quantity: 1,
    unit_price: '10.00',
    discount: '0',
    paid_by_third: '0',
    ...changes.line,
  }
  const ofPlaced = `t.tenant_id = '${tenantId}' and t.order_id = '${placed}'`
  return [
    like('orders', `t.tenant_id = '${tenantId}' and t.id = '${placed}'`, header),
    like('order_items', ofPlaced, line),
    ...adjustments.map((adjustment, i) =>
      like('order_adjustments', `${ofPlaced} and t.kind = 'promotion'`, {
        order_id: id,
        adjustment_no: i + 1,
        ...counts,
        treatment: 'discount',
        amount: '2.00',
        shares: ['2.00'],
        ...adjustment,
      }),
    ),
    ...(changes.event === false
      ? []
      : [
          `insert into order_events (tenant_id, order_id, seq, customer_id, to_status)
           select tenant_id, id, 1, customer_id, 'placed' from orders where tenant_id = '${tenantId}' and id = '${id}'`,
        ]),
  ]
}

/** An order lowered by 2.00: the IVA is that of 8.00. */
export const lowered = { discount: '2.00', iva: '1.10' }
