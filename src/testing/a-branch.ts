import type { BranchInput } from '../domains/onboarding/create-tenant.ts'

/** A branch in Ciudad de México that is open to 4 in the morning; change what the test is about. */
export function aBranch(changes: Partial<BranchInput> = {}): BranchInput {
  return {
    name: 'Centro',
    timeZone: 'America/Mexico_City',
    dayCutoffMinutes: 240,
    ivaRate: '0.160000',
    deliveryFee: '35.00',
    address: {
      street: 'Calle de la Prueba',
      exteriorNumber: '12',
      interiorNumber: null,
      neighborhood: 'Centro',
      municipality: 'Cuauhtémoc',
      state: 'CMX',
      postalCode: '06000',
      references: null,
    },
    location: { longitude: '-99.133209', latitude: '19.432608' },
    phone: '+525500000000',
    ...changes,
  }
}
