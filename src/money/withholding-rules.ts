import { type Effective, knownUntil } from './effective.ts'

/** What the seller does through the platform (LISR art. 113-A I, II, III). */
export type PlatformActivity = 'transport-and-delivery' | 'lodging' | 'sale-of-goods-and-services'

/** individual: persona física · entity: persona moral */
export type SellerPerson = 'individual' | 'entity'

/** How one tax is withheld. */
export interface WithholdingRule extends Effective {
  readonly tax: 'isr' | 'iva'
  readonly person: SellerPerson
  readonly rfc: 'given' | 'missing'
  /** Only for sellers paid to an account abroad, or who live there; goes before the row of the other sellers. */
  readonly account?: 'abroad'
  /** null: the same for every activity */
  readonly activity: PlatformActivity | null
  /**
   * ISR: of income without IVA, by monthly income up to and including `upTo` (null: above all). The band's rate is for the
   * whole income. IVA: a share of the IVA charged.
   */
  readonly bands: readonly { readonly upTo: string | null; readonly rate: string }[]
}

type Person = Pick<WithholdingRule, 'tax' | 'person' | 'rfc'>
const isr: Person = { tax: 'isr', person: 'individual', rfc: 'given' }
const flat = (rate: string) => [{ upTo: null, rate }]
const bands = (...pairs: readonly (readonly [string | null, string])[]) => pairs.map(([upTo, rate]) => ({ upTo, rate }))

const first = { validFrom: '2020-06-01', validTo: '2020-12-31' }
const second = { validFrom: '2021-01-01', validTo: '2025-12-31' }
const third = { validFrom: '2026-01-01', validTo: knownUntil }
const until2025 = { validFrom: '2020-06-01', validTo: '2025-12-31' }

const oldTables = { source: 'LISR art. 113-A, text of 2020 (lefisco.com)', certainty: 'sourced' } as const
const reform2021 = { source: 'LISR art. 113-A, DOF 2020-12-08', certainty: 'sourced' } as const
const lif2026 = {
  source: 'LIF 2026 art. 25 (coelabogados.mx; press 2025-11 and 2025-12)',
  certainty: 'sourced',
} as const
const liva = { source: 'LIVA art. 18-J II (IDC 2025-10-10; jlanoticias)', certainty: 'sourced' } as const
const livaBefore = { source: 'LIVA art. 18-J II, texts of 2020 to 2025', certainty: 'verify' } as const

/** ISR and IVA that a platform withholds from its sellers, June 2020 to the end of 2026. */
export const withholdingRules: readonly WithholdingRule[] = [
  {
    ...isr,
    ...first,
    ...oldTables,
    activity: 'transport-and-delivery',
    bands: bands(['5500', '0.02'], ['15000', '0.03'], ['21000', '0.04'], [null, '0.08']),
  },
  {
    ...isr,
    ...first,
    ...oldTables,
    activity: 'lodging',
    bands: bands(['5000', '0.02'], ['15000', '0.03'], ['35000', '0.05'], [null, '0.1']),
  },
  {
    ...isr,
    ...first,
    source: 'LISR art. 113-A, text of 2020 (lefisco.com); monthly limits worked out from the daily ones × 30.4',
    certainty: 'verify',
    activity: 'sale-of-goods-and-services',
    bands: bands(
      ['1500', '0.004'],
      ['5000', '0.005'],
      ['10000', '0.009'],
      ['25000', '0.011'],
      ['100000', '0.02'],
      [null, '0.054'],
    ),
  },
  { ...isr, ...second, ...reform2021, activity: 'transport-and-delivery', bands: flat('0.021') },
  { ...isr, ...second, ...reform2021, activity: 'lodging', bands: flat('0.04') },
  { ...isr, ...second, ...reform2021, activity: 'sale-of-goods-and-services', bands: flat('0.01') },
  { ...isr, ...third, ...lif2026, activity: 'transport-and-delivery', bands: flat('0.021') },
  { ...isr, ...third, ...lif2026, activity: 'lodging', bands: flat('0.04') },
  { ...isr, ...third, ...lif2026, activity: 'sale-of-goods-and-services', bands: flat('0.025') },
  {
    ...isr,
    ...until2025,
    rfc: 'missing',
    source: 'LISR art. 113-C IV',
    certainty: 'verify',
    activity: null,
    bands: flat('0.2'),
  },
  { ...isr, ...third, ...lif2026, rfc: 'missing', activity: null, bands: flat('0.2') },
  {
    ...isr,
    ...until2025,
    person: 'entity',
    source: 'no withholding on legal entities before LIF 2026 art. 25',
    certainty: 'sourced',
    activity: null,
    bands: flat('0'),
  },
  {
    ...isr,
    ...until2025,
    person: 'entity',
    rfc: 'missing',
    source: 'no withholding on legal entities before LIF 2026 art. 25',
    certainty: 'sourced',
    activity: null,
    bands: flat('0'),
  },
  { ...isr, ...third, ...lif2026, person: 'entity', activity: null, bands: flat('0.025') },
  { ...isr, ...third, ...lif2026, person: 'entity', rfc: 'missing', activity: null, bands: flat('0.2') },
  { ...isr, ...until2025, ...livaBefore, tax: 'iva', activity: null, bands: flat('0.5') },
  { ...isr, ...third, ...liva, tax: 'iva', activity: null, bands: flat('0.5') },
  { ...isr, ...until2025, ...livaBefore, tax: 'iva', rfc: 'missing', activity: null, bands: flat('1') },
  { ...isr, ...third, ...liva, tax: 'iva', rfc: 'missing', activity: null, bands: flat('1') },
  { ...isr, ...until2025, ...liva, tax: 'iva', person: 'entity', activity: null, bands: flat('0') },
  { ...isr, ...until2025, ...liva, tax: 'iva', person: 'entity', rfc: 'missing', activity: null, bands: flat('0') },
  { ...isr, ...third, ...liva, tax: 'iva', person: 'entity', activity: null, bands: flat('0.5') },
  { ...isr, ...third, ...liva, tax: 'iva', person: 'entity', rfc: 'missing', activity: null, bands: flat('1') },
  { ...isr, ...third, ...liva, tax: 'iva', account: 'abroad', activity: null, bands: flat('1') },
  { ...isr, ...third, ...liva, tax: 'iva', person: 'entity', account: 'abroad', activity: null, bands: flat('1') },
]
