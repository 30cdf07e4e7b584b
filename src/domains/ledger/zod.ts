import { z } from 'zod'
import { day, fraction, uuid } from '../../kernel/zod.ts'
import type { ClosePayout } from './close-payout.ts'
import type { SetCommissionTerms } from './set-commission-terms.ts'

/** What `closePayout` and `payoutStatement` take. */
export const closePayoutInput = z.strictObject({
  restaurantId: uuid,
  from: day,
  to: day,
}) satisfies z.ZodType<ClosePayout>

/** What `setCommissionTerms` takes. */
export const setCommissionTermsInput = z.strictObject({
  restaurantId: uuid,
  rate: fraction,
  ivaRate: fraction.exactOptional(),
  deliveryTo: z.enum(['platform', 'restaurant']).exactOptional(),
  person: z.enum(['individual', 'entity']).exactOptional(),
  rfc: z.enum(['given', 'missing']).exactOptional(),
  account: z.enum(['mexican', 'abroad']).exactOptional(),
  validFrom: day,
}) satisfies z.ZodType<SetCommissionTerms>
