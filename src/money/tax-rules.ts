import { type Effective, knownUntil } from './effective.ts'

/** A rate as a fraction, or a quota in pesos per litre, as text. */
export type TaxRule = Effective &
  (
    | { readonly tax: 'iva'; readonly good: 'general' | 'zero' | 'exempt'; readonly rate: string | null }
    | { readonly tax: 'iva-border'; readonly region: 'north' | 'south'; readonly rate: string }
    | { readonly tax: 'ieps'; readonly product: IepsRated; readonly rate: string }
    | { readonly tax: 'ieps-quota'; readonly product: IepsQuota; readonly perLitre: string }
  )

export type IepsRated = 'alcohol-to-14' | 'alcohol-14-to-20' | 'alcohol-over-20' | 'high-calorie-food'
export type IepsQuota = 'sugared-drink' | 'sweetened-drink'

const ieps = (product: IepsRated, rate: string, source: string): TaxRule => ({
  tax: 'ieps',
  product,
  rate,
  validFrom: '2020-01-01',
  validTo: knownUntil,
  source,
  certainty: 'sourced',
})

const sugared = (year: number, perLitre: string, certainty: TaxRule['certainty'], source: string): TaxRule => ({
  tax: 'ieps-quota',
  product: 'sugared-drink',
  perLitre,
  validFrom: `${year}-01-01`,
  validTo: `${year}-12-31`,
  source,
  certainty,
})

const decreeNorth = 'border stimulus, decree DOF 2018-12-31, extended to 2025 by DOF 2024-12-24 (Zeta 2024-12)'
const decreeSouth = 'border stimulus, decree DOF 2020-12-30, extended to 2025 by DOF 2024-12-24 (Zeta 2024-12)'

/**
 * Rates of IVA and IEPS by date. Not here: the border stimulus after 2025-12-31, whose extension could not be confirmed;
 * append a row with its decree once an adviser has.
 */
export const taxRules: readonly TaxRule[] = [
  {
    tax: 'iva',
    good: 'general',
    rate: '0.16',
    validFrom: '2020-01-01',
    validTo: knownUntil,
    source: 'LIVA art. 1; SAT c_TasaOCuota',
    certainty: 'sourced',
  },
  {
    tax: 'iva',
    good: 'zero',
    rate: '0',
    validFrom: '2020-01-01',
    validTo: knownUntil,
    source: 'LIVA art. 2-A; SAT c_TasaOCuota',
    certainty: 'sourced',
  },
  {
    tax: 'iva',
    good: 'exempt',
    rate: null,
    validFrom: '2020-01-01',
    validTo: knownUntil,
    source: 'SAT guide FAQ 13 (TipoFactor Exento)',
    certainty: 'sourced',
  },
  {
    tax: 'iva-border',
    region: 'north',
    rate: '0.08',
    validFrom: '2019-01-01',
    validTo: '2025-12-31',
    source: decreeNorth,
    certainty: 'sourced',
  },
  {
    tax: 'iva-border',
    region: 'south',
    rate: '0.08',
    validFrom: '2021-01-01',
    validTo: '2025-12-31',
    source: decreeSouth,
    certainty: 'sourced',
  },
  ieps('alcohol-to-14', '0.265', 'LIEPS; Heraldo de México 2021-09-15; SAT c_TasaOCuota'),
  ieps('alcohol-14-to-20', '0.3', 'LIEPS; Heraldo de México 2021-09-15; SAT c_TasaOCuota'),
  ieps('alcohol-over-20', '0.53', 'LIEPS; Heraldo de México 2021-09-15; SAT c_TasaOCuota'),
  ieps('high-calorie-food', '0.08', 'LIEPS (275 kcal or more per 100 g); IDC 2023-04-19; SAT c_TasaOCuota'),
  sugared(2020, '1.2616', 'verify', 'annual update of LIEPS, not confirmed'),
  sugared(2021, '1.3036', 'verify', 'annual update of LIEPS, not confirmed'),
  sugared(2022, '1.3996', 'sourced', 'IDC 2023-12-07'),
  sugared(2023, '1.5086', 'sourced', 'IDC 2023-12-07'),
  sugared(2024, '1.5737', 'verify', 'annual update of LIEPS, not confirmed'),
  sugared(2025, '1.6451', 'sourced', 'press on the annual update for 2025 (unotv, poblanerias)'),
  sugared(2026, '3.0818', 'sourced', 'Expansión 2025-12-31'),
  {
    tax: 'ieps-quota',
    product: 'sweetened-drink',
    perLitre: '1.5',
    validFrom: '2026-01-01',
    validTo: '2026-12-31',
    source: 'Expansión 2025-12-31 (non-caloric sweeteners, new in 2026)',
    certainty: 'sourced',
  },
]
