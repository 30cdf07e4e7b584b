import type { Attack } from './attack.ts'
import { aroundAttacks } from './attacks/around.ts'
import { contextAttacks } from './attacks/context.ts'
import { functionAttacks } from './attacks/functions.ts'
import { keyAttacks } from './attacks/keys.ts'
import { ownTenantAttacks } from './attacks/own-tenant.ts'
import { readPathAttacks } from './attacks/read-paths.ts'
import { readAttacks } from './attacks/reads.ts'
import { roleAttacks } from './attacks/role.ts'
import { sessionAttacks } from './attacks/sessions.ts'
import { writeAttacks } from './attacks/writes.ts'

/** Every attack in SQL, in the order in which it is made. */
export const attacks: readonly Attack[] = [
  ...readAttacks,
  ...readPathAttacks,
  ...writeAttacks,
  ...keyAttacks,
  ...aroundAttacks,
  ...functionAttacks,
  ...ownTenantAttacks,
  ...contextAttacks,
  ...roleAttacks,
  ...sessionAttacks,
]
