import { byHand } from './by-hand.ts'
import { byAll, byOwner, byStaff, type Domain, forbidden } from './invariant.ts'

const counter = (set: string) => (s: { readonly tenantId: string }) =>
  `update order_folio_counters set ${set} where tenant_id = '${s.tenantId}'`

export const folio: Domain = {
  title: 'Orders: numbers',
  file: 'folio.ts',
  invariants: [
    {
      name: 'A folio is given once per branch and business day.',
      heldBy: ['orders_folio_key', 'orders_number', 'orders_bill_is_final'],
      attempts: [
        ...byAll(
          (s) => `update orders set folio = 1 where tenant_id = '${s.tenantId}' and id = '${s.placed}'`,
          forbidden,
        ),
        byOwner(
          (s) => [
            'alter table orders disable trigger orders_bill_is_final',
            `update orders set folio = 1 where tenant_id = '${s.tenantId}' and id = '${s.placed}'`,
          ],
          { code: 'CONFLICT', constraint: 'orders_folio_key' },
        ),
      ],
    },
    {
      name: 'Folios have no gap: the counter goes up by one, and what it stands at is the folio of an order.',
      heldBy: [
        'order_folio_counters_go_on',
        'order_folio_counters_given',
        'order_folio_counters_stay',
        'order_folio_counters_positive',
      ],
      attempts: [
        ...byAll(counter('last_folio = last_folio + 10'), forbidden),
        ...byAll(counter('last_folio = last_folio - 1'), forbidden),
        byOwner(counter('last_folio = last_folio + 1'), {
          code: 'REFERENCED',
          constraint: 'order_folio_counters_given',
        }),
        ...byAll((s) => `delete from order_folio_counters where tenant_id = '${s.tenantId}'`, forbidden),
        byOwner(
          (s) =>
            `insert into order_folio_counters (tenant_id, branch_id, business_on, last_folio) values ('${s.tenantId}', '${s.branchId}', '2031-01-01', 5)`,
          { code: 'REFERENCED', constraint: 'order_folio_counters_given' },
        ),
      ],
    },
    {
      name: 'The business day of an order is set by the database, and final.',
      heldBy: ['orders_number', 'orders_bill_is_final'],
      attempts: [
        byStaff((s) => byHand(s, { order: { business_on: '2031-01-01' } })),
        ...byAll((s) => `update orders set business_on = business_on + 1 where tenant_id = '${s.tenantId}'`, forbidden),
      ],
    },
  ],
}
