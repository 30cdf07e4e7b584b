/**
 * Who acts. Every scope has exactly one, and it is signed into the database's context, so policies can trust it.
 *
 * - `customer` orders and reviews in one tenant
 * - `staff` and `courier` are memberships of the tenant
 * - `service` is the application itself at work for one tenant: onboarding, imports, jobs
 */
export type Actor =
  | { readonly kind: 'customer'; readonly tenantId: string; readonly customerId: string }
  | { readonly kind: 'staff'; readonly tenantId: string; readonly membershipId: string }
  | { readonly kind: 'courier'; readonly tenantId: string; readonly membershipId: string }
  | { readonly kind: 'service'; readonly tenantId: string }

export const actorKinds = ['customer', 'staff', 'courier', 'service'] as const

export type ActorKind = (typeof actorKinds)[number]

/** The service has no row of its own; its id in the context and in event stamps is the nil UUID. */
export const SERVICE_ID = '00000000-0000-0000-0000-000000000000'

export function actorId(actor: Actor): string {
  switch (actor.kind) {
    case 'customer':
      return actor.customerId
    case 'staff':
    case 'courier':
      return actor.membershipId
    case 'service':
      return SERVICE_ID
  }
}

/** Its ids as PostgreSQL writes them: an actor in capitals is the same actor, with the same keys and cursors. */
export function canonical(actor: Actor): Actor {
  const tenantId = actor.tenantId.toLowerCase()
  switch (actor.kind) {
    case 'customer':
      return { ...actor, tenantId, customerId: actor.customerId.toLowerCase() }
    case 'staff':
    case 'courier':
      return { ...actor, tenantId, membershipId: actor.membershipId.toLowerCase() }
    case 'service':
      return { ...actor, tenantId }
  }
}

export const customer = (tenantId: string, customerId: string): Actor => ({ kind: 'customer', tenantId, customerId })

export const staff = (tenantId: string, membershipId: string): Actor => ({ kind: 'staff', tenantId, membershipId })

export const courier = (tenantId: string, membershipId: string): Actor => ({ kind: 'courier', tenantId, membershipId })

export const service = (tenantId: string): Actor => ({ kind: 'service', tenantId })
