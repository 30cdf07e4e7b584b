import { z } from 'zod'
import { day } from '../../kernel/zod.ts'
import type { FindCatalogEntry } from './find-catalog-entry.ts'
import type { FindTaxRule } from './find-tax-rule.ts'
import { taxKinds } from './tax-rules.ts'

/** What `findTaxRule` takes. */
export const findTaxRuleInput = z.strictObject({
  tax: z.enum(taxKinds),
  key: z.string().trim().min(1).max(60),
  on: day,
}) satisfies z.ZodType<FindTaxRule>

/** What `findCatalogEntry` takes. */
export const findCatalogEntryInput = z.strictObject({
  catalog: z.string().trim().min(1).max(62),
  code: z.string().trim().min(1).max(40),
  on: day,
}) satisfies z.ZodType<FindCatalogEntry>
