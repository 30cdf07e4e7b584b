import { createHmac } from 'node:crypto'
import { type Actor, actorId } from '../kernel/actor.ts'
import type { ContextKey } from '../kernel/context-key.ts'

const letters = { customer: 'c', staff: 's', courier: 'k', service: 'v' } as const

/**
 * The signed context of one scope: who acts, for which tenant, until when. `app.enter` verifies it; its layout is
 * described beside that function, in `src/rls/context.ts`.
 */
export function signContext(key: ContextKey, actor: Actor, expiresAt: Date): string {
  const payload = [
    String(key.id).padStart(4, '0'),
    String(Math.ceil(expiresAt.getTime() / 1000)).padStart(10, '0'),
    letters[actor.kind],
    actor.tenantId.toLowerCase(),
    actorId(actor).toLowerCase(),
  ].join('')
  return createHmac('sha256', key.secret).update(payload).digest('hex') + payload
}
