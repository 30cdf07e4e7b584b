import { z } from 'zod'
import { amount, fraction, uuid } from '../../kernel/zod.ts'
import { menuFile } from '../menu/zod.ts'
import { someServices } from '../restaurants/zod.ts'
import type { CreateTenant } from './create-tenant.ts'

const name = z.string().trim().min(1).max(200)
const part = z.string().trim().min(1).max(200)

/** What `createTenant` takes. */
export const createTenantInput = z.strictObject({
  slug: z.string().regex(/^[a-z0-9]([a-z0-9-]{1,61}[a-z0-9])$/),
  displayName: name,
  legalName: z.string().trim().min(1).max(300),
  owner: z.strictObject({ userId: uuid, displayName: name }),
  restaurants: z.array(
    z.strictObject({
      name,
      cuisine: z.string().trim().min(1).max(100),
      branch: z.strictObject({
        name,
        timeZone: z.string().regex(/^America\/[A-Za-z_/]+$/),
        dayCutoffMinutes: z.int().min(0).max(719),
        ivaRate: fraction,
        deliveryFee: amount.exactOptional(),
        services: someServices.exactOptional(),
        address: z.strictObject({
          street: part,
          exteriorNumber: part,
          interiorNumber: part.nullable(),
          crossStreets: part.nullable().exactOptional(),
          neighborhood: part,
          municipality: part,
          state: z.string().regex(/^[A-Z]{3}$/),
          postalCode: z.string().regex(/^[0-9]{5}$/),
          references: z.string().max(500).nullable(),
        }),
        location: z.strictObject({
          longitude: z.string().regex(/^-[0-9]{2,3}[.][0-9]{1,6}$/),
          latitude: z.string().regex(/^[0-9]{2}[.][0-9]{1,6}$/),
        }),
        phone: z
          .string()
          .regex(/^[+]52[0-9]{10}$/)
          .nullable(),
      }),
      menu: menuFile,
    }),
  ),
}) satisfies z.ZodType<CreateTenant>
