import { byAll, byCustomer, byOwner, byStaff, type Domain, forbidden, type Refusal } from './invariant.ts'
import type { Scene } from './scene.ts'

const columns =
  'tenant_id, id, branch_id, customer_id, service, channel, menu_id, menu_version_id, slot_id, notes, units, subtotal, discount, delivery_fee, delivery_discount, delivery_iva_rate, tip, iva, document'

/** The document as a caller writes it: shares with the numbers of their lines, and only where they are something. */
const asWritten = `jsonb_set(document, '{adjustments}', coalesce((
  select jsonb_agg(a.value || jsonb_build_object('shares', (
    select coalesce(jsonb_agg(jsonb_build_object('lineNo', s.place, 'amount', s.amount) order by s.place) filter (where s.amount <> '0.00'), '[]')
    from jsonb_array_elements_text(a.value->'shares') with ordinality s (amount, place)
  )) order by a.ordinality) from jsonb_array_elements(document->'adjustments') with ordinality a), '[]'))`

/** The quote that the placed order was made of, again, but for some columns: unchanged, it is accepted. */
export const again =
  (changes: Readonly<Record<string, string>> = {}) =>
  (s: Scene): string => {
    const names = columns.split(', ')
    const values = names.map((name) => changes[name] ?? (name === 'id' ? 'app.uuid_v7()' : name))
    const source = names.map((name) => (name === 'document' ? `${asWritten} as document` : name))
    return `insert into order_quotes (${columns}) select ${values.join(', ')}
      from (select ${source.join(', ')} from order_quotes where tenant_id = '${s.tenantId}' and id = '${s.placedQuote}') q`
  }

const inDocument = (path: string, value: string) => `jsonb_set(document, '{${path}}', '${value}')`

/** Whoever writes it: everybody who may ask for a price may insert, and the trigger looks. */
const refused = (changes: Readonly<Record<string, string>>, refusal: Refusal) => [
  byCustomer(again(changes), refusal),
  byStaff(again(changes), refusal),
  byOwner(again(changes), refusal),
]

const notTheMenus: Refusal = { code: 'PRICE_CHANGED', constraint: 'order_quotes_prices_are_the_menus' }
const notThePromotions: Refusal = { code: 'INVALID', constraint: 'order_quotes_adjustments_allowed' }
const doesNotAddUp: Refusal = { code: 'INVALID', constraint: 'order_quotes_adds_up' }

export const quotes: Domain = {
  title: 'Quotes',
  file: 'quotes.ts',
  invariants: [
    {
      name: 'A quote never changes and is never taken back.',
      heldBy: ['order_quotes_append_only'],
      attempts: [
        ...byAll((s) => `update order_quotes set expires_at = 'infinity' where tenant_id = '${s.tenantId}'`, forbidden),
        ...byAll(
          (s) => `update order_quotes set tip = 0 where tenant_id = '${s.tenantId}' and id = '${s.quote}'`,
          forbidden,
        ),
        ...byAll((s) => `delete from order_quotes where tenant_id = '${s.tenantId}'`, forbidden),
      ],
    },
    {
      name: 'The price, number and tax rate of every line of a quote are those of the live menu at that moment.',
      heldBy: ['order_quotes_hold'],
      attempts: [
        ...refused({ document: inDocument('lines,0,unitPrice', '"0.01"') }, notTheMenus),
        ...refused({ document: inDocument('lines,0,ivaRate', '"0.000000"') }, notTheMenus),
        ...refused({ document: inDocument('lines,0,lineNo', '7') }, notTheMenus),
        ...refused({ document: inDocument('lines,0,quantity', '-1') }, notTheMenus),
        ...refused({ document: inDocument('lines,0,choices', '[]') }, notTheMenus),
      ],
    },
    {
      name: 'What a quote takes off is what its promotions give, to the centavo of each share.',
      heldBy: ['order_quotes_hold'],
      attempts: [
        ...refused({ document: inDocument('adjustments,0,amount', '"50.00"') }, notThePromotions),
        ...refused({ document: inDocument('adjustments,0,fundedBy', '"nobody"') }, notThePromotions),
        ...refused({ document: inDocument('adjustments,0,shares,0,amount', '"0.01"') }, notThePromotions),
        ...refused({ document: inDocument('adjustments,1,adjustmentNo', '1') }, notThePromotions),
      ],
    },
    {
      name: 'The totals of a quote are those of its lines, its adjustments and its branch.',
      heldBy: ['order_quotes_hold', 'order_quotes_tip_not_negative'],
      attempts: [
        ...refused({ subtotal: 'subtotal - 1' }, doesNotAddUp),
        ...refused({ discount: 'discount + 1' }, doesNotAddUp),
        ...refused({ iva: 'iva - 0.01' }, doesNotAddUp),
        ...refused({ units: 'units + 1' }, doesNotAddUp),
        ...refused({ delivery_fee: '1' }, doesNotAddUp),
        ...refused({ delivery_iva_rate: '0' }, doesNotAddUp),
        ...refused({ tip: '-0.01' }, { code: 'INVALID', constraint: 'order_quotes_tip_not_negative' }),
      ],
    },
    {
      name: 'A quote is of the version that is live at its branch.',
      heldBy: ['order_quotes_hold'],
      attempts: refused(
        { menu_version_id: 'app.uuid_v7()' },
        { code: 'PRICE_CHANGED', constraint: 'order_quotes_menu_is_live' },
      ),
    },
    {
      name: 'A quote is of its own tenant: its branch, its customer, its menu.',
      heldBy: ['order_quotes_hold', 'order_quotes_tenant'],
      attempts: [
        byStaff((s) => again({ tenant_id: `'${s.other.tenantId}'` })(s)),
        byOwner((s) => again({ tenant_id: `'${s.other.tenantId}'` })(s), forbidden),
        byStaff((s) => again({ branch_id: `'${s.other.branchId}'` })(s), {
          code: 'NOT_FOUND',
          constraint: 'branches_known',
        }),
        byOwner((s) => again({ branch_id: `'${s.other.branchId}'` })(s), {
          code: 'NOT_FOUND',
          constraint: 'branches_known',
        }),
        byOwner((s) => again({ customer_id: `'${s.other.customerId}'` })(s), {
          code: 'REFERENCED',
          constraint: 'orders_customer_fk',
        }),
        byCustomer((s) => again({ customer_id: `'${s.other.customerId}'` })(s), {}),
      ],
    },
  ],
}
